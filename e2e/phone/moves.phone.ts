import { expect } from '@playwright/test';
import { anOrdinaryMail } from '#test/builders.ts';
import { scenario, scenarioWithAmi } from './scenario.ts';

scenario('6: the page moves messages while a phone session walks through them', async (box) => {
  await box.callers('Ann', 'Bob', 'Cy', 'Dee');
  const phone = await box.phone();
  await phone.press('1');
  await phone.hears('Ann');
  await box.page.move(['Ann'], { to: 'work' });
  await phone.press('6');
  await phone.hears('Bob');
  await box.page.move(['Bob', 'Dee'], { to: 'family' });
  await box.page.move(['Ann'], { from: 'work', to: 'inbox' });
  await phone.press('6');
  await phone.hears('Cy');
  await phone.press('7', '6');
  await phone.hears('Dee');
  await phone.hangUp();
  await box.endsWith({ inbox: ['Ann'], family: ['Bob', 'Dee'] });
});

scenario(
  '7: deleted on the page, then a caller leaves a message, then undone: the phone plays it as before',
  async (box) => {
    await box.callers('Ann', 'Bob');
    await box.page.remove('Ann');
    await box.callers('Cy');
    expect(await box.page.undo()).toEqual([]);
    await box.agreesOn({ new: 3, urgent: 0, old: 0 });
    const phone = await box.phone();
    const heard: string[] = [];
    for (const key of ['1', '6', '6']) {
      await phone.press(key);
      heard.push(await phone.hearsSomebody());
    }
    await phone.hangUp();
    expect(heard.sort()).toEqual(['Ann', 'Bob', 'Cy']);
    await box.endsWith({ inbox: ['Ann', 'Bob', 'Cy'] });
  },
);

scenario('8: an ordinary mail that a mail client flagged deleted is never removed by the portal', async (box) => {
  await box.callers('Ann', 'Bob');
  await box.mail('the mail', { ...anOrdinaryMail(), flags: ['\\Deleted'] });
  await box.page.remove('Ann');
  await box.page.restore('Ann');
  await box.page.remove('Ann', 'Bob');
  await box.page.purge('Bob');
  await expect.poll(() => box.stored(), { timeout: 60_000 }).toEqual(['the mail']);
  // Asterisk removes it: its EXPUNGE after a call is for the whole folder.
  await box.callers('Cy');
  await box.endsWith({ inbox: ['Cy'], deleted: ['Ann'] });
});

scenarioWithAmi(
  '9: what the owner saves to Work, deletes and undeletes on the phone shows on the page by itself',
  async (box) => {
    await box.callers('Ann', 'Bob', 'Cy');
    const phone = await box.phone();
    await phone.press('1');
    await phone.hears('Ann');
    await phone.press('9', '2');
    await phone.press('6');
    await phone.hears('Bob');
    await phone.press('7', '7', '6');
    await phone.hears('Cy');
    await phone.press('7');
    await phone.hangUp();
    await expect(box.page.portal.row('Cy')).toHaveCount(0);
    await box.page.showsAs('Heard', 'Ann', 'Bob');
    await expect(box.page.portal.folder('Work')).toHaveAccessibleName('Work 1 messages');
    await box.endsWith({ inbox: ['Ann', 'Bob'], work: ['Ann'] });
  },
);

scenario('10: what the page marks, removes and restores is what the phone counts', async (box) => {
  await box.callers('Ann', 'Cy');
  await box.caller('Urs', { urgent: true });
  await box.agreesOn({ new: 2, urgent: 1, old: 0 });
  await box.page.mark(['Ann', 'Urs'], 'old');
  await box.agreesOn({ new: 1, urgent: 0, old: 2 });
  await box.page.mark(['Ann', 'Urs'], 'new');
  await box.agreesOn({ new: 2, urgent: 1, old: 0 });
  await box.page.remove('Urs', 'Cy');
  // Without word from Asterisk what is hidden stays for some minutes, heard.
  await expect.poll(() => box.counts()).toEqual({ new: 1, urgent: 0, old: box.hasAmi ? 0 : 2 });
  await box.page.restore('Urs', 'Cy');
  await box.agreesOn({ new: 2, urgent: 1, old: 0 });
  await box.endsWith({ inbox: ['Ann', 'Cy', 'Urs'] });
});
