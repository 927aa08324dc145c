import { expect } from '@playwright/test';
import { scenario } from './scenario.ts';

const LONG = { sound: 'vm-login' };

scenario(
  '5: the page deletes the message that the phone is playing; next and delete hit the one heard next',
  async (box) => {
    await box.caller('Ann', LONG);
    await box.callers('Bob', 'Cy', 'Dee');
    const phone = await box.phone();
    await phone.press('1');
    await phone.hears('Ann');
    expect(await box.page.remove('Ann')).toEqual([]);
    await phone.press('6');
    await phone.hears('Bob');
    await phone.press('7');
    await phone.hangUp();
    await box.endsWith({ inbox: ['Cy', 'Dee'], deleted: ['Ann'] });
  },
);

scenario('5: page and phone delete the same message; nothing else goes, and Deleted keeps it', async (box) => {
  await box.caller('Ann', LONG);
  await box.callers('Bob', 'Cy');
  const phone = await box.phone();
  await phone.press('1');
  await phone.hears('Ann');
  await box.page.remove('Ann');
  await phone.press('7');
  await phone.hangUp();
  await box.endsWith({ inbox: ['Bob', 'Cy'], deleted: ['Ann'] });
});

scenario('5: the portal tidies up while the session goes on, however long it does', async (box) => {
  await box.callers('Ann', 'Bob', 'Cy', 'Dee');
  const phone = await box.phone();
  await phone.press('1');
  await phone.hears('Ann');
  await box.page.remove('Ann');
  // Without word from Asterisk a long silence on the phone looks like nobody's presence.
  if (box.hasAmi) await box.quietMinutes();
  await phone.press('6');
  await phone.hears('Bob');
  await phone.press('7');
  await phone.press('6');
  await phone.hears('Cy');
  await phone.press('7');
  await phone.hangUp();
  await box.endsWith({ inbox: ['Dee'], deleted: ['Ann'] });
});
