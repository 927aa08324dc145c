import { expect } from '@playwright/test';
import { scenario } from './scenario.ts';

scenario('13: the page deletes one before a session and one during it; the owner deletes two above', async (box) => {
  await box.callers('Ann', 'Bob', 'Cy', 'Dee', 'Eve', 'Flo');
  await box.page.remove('Bob');
  // Out of the phone's folder at once only where it is known that nobody has it open.
  expect((await box.stored()).includes('Bob')).toBe(!box.hasAmi);
  const phone = await box.phone();
  await phone.press('1');
  await phone.hears('Ann');
  await phone.press('6');
  await phone.hears('Cy');
  await phone.press('7');
  await box.page.remove('Dee');
  await phone.press('6');
  await phone.hears('Dee');
  await phone.press('6');
  await phone.hears('Eve');
  await phone.press('7');
  await phone.hangUp();
  // Where it is known that the session has ended nothing waits for minutes of quiet.
  if (box.hasAmi) await expect.poll(() => box.stored(), { timeout: 8000 }).toEqual(['Ann', 'Flo']);
  await box.endsWith({ inbox: ['Ann', 'Flo'], deleted: ['Bob', 'Dee'] });
});

scenario(
  '13: the same among messages that were heard before, where the phone still offers what is hidden',
  async (box) => {
    await box.callers('Ann', 'Bob', 'Cy', 'Dee');
    await box.page.mark(['Ann', 'Bob', 'Cy', 'Dee'], 'old');
    const phone = await box.phone();
    await phone.press('1');
    await phone.hears('Ann');
    await box.page.remove('Ann');
    await phone.press('6');
    await phone.hears('Bob');
    await phone.press('7', '6');
    await phone.hears('Cy');
    await phone.press('6');
    await phone.hears('Dee');
    await phone.press('7');
    await phone.hangUp();
    await box.endsWith({ inbox: ['Cy'], deleted: ['Ann'] });
  },
);

scenario('14: the same while a caller leaves a message', async (box) => {
  await box.callers('Ann', 'Bob', 'Cy', 'Dee', 'Eve');
  await box.page.remove('Bob');
  const phone = await box.phone();
  await phone.press('1');
  await phone.hears('Ann');
  await phone.press('6');
  await phone.hears('Cy');
  await phone.press('7');
  await box.page.remove('Ann');
  await box.callers('Gil');
  await phone.press('6');
  await phone.hears('Dee');
  await phone.press('6');
  await phone.hears('Eve');
  await phone.press('7');
  await phone.hangUp();
  await box.endsWith({ inbox: ['Dee', 'Gil'], deleted: ['Ann', 'Bob'] });
});
