import { scenarioWithAmi } from './scenario.ts';

// Eleven seconds: a busy machine must find it still playing.
const LONG = { sound: 'vm-opts-full' };

scenarioWithAmi('2, 3: played on the page, the lamp goes out; kept as new, it comes back', async (box) => {
  await box.caller('Ann', LONG);
  await box.page.shows('Ann');
  await box.agreesOn({ new: 1, urgent: 0, old: 0 });
  await box.page.play('Ann');
  await box.page.showsAs('Playing', 'Ann');
  await box.agreesOn({ new: 0, urgent: 0, old: 1 });
  await box.page.keepAsNew();
  await box.agreesOn({ new: 1, urgent: 0, old: 0 });
  await box.endsWith({ inbox: ['Ann'] });
});

scenarioWithAmi(
  '4: the owner listens on the phone and hangs up: the row turns to heard, and the lamp is right',
  async (box) => {
    await box.callers('Ann', 'Bob', 'Cy');
    await box.page.shows('Ann', 'Bob', 'Cy');
    const phone = await box.phone();
    await phone.press('1');
    await phone.hears('Ann');
    await phone.press('6');
    await phone.hears('Bob');
    await phone.hangUp();
    await box.page.showsAs('Heard', 'Ann', 'Bob');
    await box.page.showsAs('New', 'Cy');
    await box.agreesOn({ new: 1, urgent: 0, old: 2 });
    await box.endsWith({ inbox: ['Ann', 'Bob', 'Cy'] });
  },
);
