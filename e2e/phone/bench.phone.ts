import { expect } from '@playwright/test';
import { withoutPortal } from './scenario.ts';

// What goes wrong where a program knows nothing of the phone: were the bench blind to it, its scenarios would prove nothing.

withoutPortal('the bench notices an EXPUNGE during a session: the phone deletes what it never played', async (box) => {
  await box.callers('Ann', 'Bob', 'Cy', 'Dee');
  const phone = await box.phone();
  await phone.press('1');
  await phone.hears('Ann');
  await phone.press('6');
  await phone.hears('Bob');
  await phone.press('7');
  await box.imap.mailboxOpen('INBOX');
  await box.imap.messageDelete('1');
  await phone.press('6');
  await phone.hears('Dee');
  await phone.hangUp();
  expect(await box.stored()).toEqual(['Bob', 'Dee']);
});

withoutPortal(
  'the bench notices a message left flagged deleted: of two deletes on the phone the lower one hits another',
  async (box) => {
    await box.callers('Ann', 'Bob', 'Cy', 'Dee', 'Eve', 'Flo');
    await box.imap.mailboxOpen('INBOX');
    await box.imap.messageFlagsAdd('2', ['\\Deleted']);
    const phone = await box.phone();
    await phone.press('1');
    await phone.hears('Ann');
    await phone.press('6');
    await phone.hears('Cy');
    await phone.press('7', '6');
    await phone.hears('Dee');
    await phone.press('6');
    await phone.hears('Eve');
    await phone.press('7');
    await phone.hangUp();
    expect(await box.stored()).toEqual(['Ann', 'Cy', 'Flo']);
  },
);
