import { expect } from '@playwright/test';
import { scenarioApart } from './scenario.ts';

scenarioApart('12: Asterisk is restarted during a phone session in which the page deleted', {}, async (box) => {
  await box.callers('Ann', 'Bob', 'Cy');
  await box.page.shows('Ann', 'Bob', 'Cy');
  const phone = await box.phone();
  await phone.press('1');
  await phone.hears('Ann');
  await box.page.remove('Bob');
  await box.asteriskRestarts();
  await box.callers('Dee');
  await box.page.shows('Dee');
  await box.endsWith({ inbox: ['Ann', 'Cy', 'Dee'], deleted: ['Bob'] });
});

scenarioApart('12: Asterisk refuses the portal, and the page says so', { secret: 'wrong' }, async (box) => {
  await box.callers('Ann', 'Bob');
  await box.page.shows('Ann', 'Bob');
  await expect(box.page.rail).toContainText('refuse');
  const phone = await box.phone();
  await phone.press('1');
  await phone.hears('Ann');
  await box.page.remove('Ann');
  await phone.press('6');
  await phone.hears('Bob');
  await phone.press('7');
  await phone.hangUp();
  await box.endsWith({ inbox: [], deleted: ['Ann'] });
});

scenarioApart('12: the mail server is restarted while the page is open and the phone is used', {}, async (box, own) => {
  await box.callers('Ann', 'Bob', 'Cy');
  await box.page.shows('Ann', 'Bob', 'Cy');
  await own.door.stop();
  await expect(box.page.tab.getByText(/not live/i)).toBeVisible();
  await own.door.start();
  await box.callers('Dee');
  await box.page.shows('Dee');
  await expect(box.page.tab.getByText(/not live/i)).toHaveCount(0);
  await box.page.remove('Bob');
  await box.endsWith({ inbox: ['Ann', 'Cy', 'Dee'], deleted: ['Bob'] });
});
