import { expect } from 'vitest';
import { anOrdinaryMail } from '#test/builders.ts';
import { scenario } from './scenario.ts';

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
  '7: deleted on the page, then a caller leaves a message, then restored: the phone plays it as before',
  async (box) => {
    await box.callers('Ann', 'Bob');
    await box.page.remove('Ann');
    await box.callers('Cy');
    expect(await box.page.restore('Ann')).toEqual([]);
    expect(await box.counts()).toEqual({ new: 3, urgent: 0, old: 0 });
    await box.lampShows({ isOn: true, new: 3, old: 0 });
    const phone = await box.phone();
    await phone.press('1');
    const heard = [await phone.hearsSomebody()];
    await phone.press('6');
    heard.push(await phone.hearsSomebody());
    await phone.press('6');
    heard.push(await phone.hearsSomebody());
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
  await box.page.laterTidies();
  expect(await box.stored()).toEqual(['the mail']);
  // Asterisk removes it: its EXPUNGE after a call is for the whole folder.
  await box.callers('Cy');
  await box.endsWith({ inbox: ['Cy'], deleted: ['Ann'] });
});

scenario('10: what the page marks, removes and restores is what the phone counts', async (box) => {
  await box.callers('Ann', 'Cy');
  await box.caller('Urs', { urgent: true });
  const agree = async (counts: { new: number; urgent: number; old: number }) => {
    expect(await box.counts()).toEqual(counts);
    const { lamp } = await box.page.summary();
    // To a lamp what is urgent is new, too.
    expect({ new: lamp.new - lamp.urgent, urgent: lamp.urgent, old: lamp.old }).toEqual(counts);
  };
  await agree({ new: 2, urgent: 1, old: 0 });
  await box.page.mark(['Ann', 'Urs'], 'old');
  await agree({ new: 1, urgent: 0, old: 2 });
  await box.page.mark(['Ann', 'Urs'], 'new');
  await agree({ new: 2, urgent: 1, old: 0 });
  await box.page.remove('Urs', 'Cy');
  // Without word from Asterisk what is hidden stays for some minutes, heard.
  await agree({ new: 1, urgent: 0, old: box.hasAmi ? 0 : 2 });
  await box.page.restore('Urs', 'Cy');
  await agree({ new: 2, urgent: 1, old: 0 });
  await box.endsWith({ inbox: ['Ann', 'Cy', 'Urs'] });
});
