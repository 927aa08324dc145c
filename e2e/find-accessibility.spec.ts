import { aMessage } from '#test/builders.ts';
import { DESKTOP, expectNoViolation, PHONE, TABLET } from './axe.ts';
import { expect, test } from './portal.ts';

test.describe('axe finds nothing', () => {
  test('in a search, and where it found nothing', async ({ account, page, portal }) => {
    await account.receive(aMessage());
    await account.receive(aMessage(), 'Work');
    await portal.open(account, '/inbox?q=patel&min=1');
    await expectNoViolation(page);
    await portal.goTo('/inbox?q=patel&min=60');
    await portal.list.getByRole('button', { name: 'Look in all folders' }).click();
    await expect(page.getByText('Nor in any other folder.')).toBeVisible();
    await expectNoViolation(page);
    await portal.goTo('/family?q=patel');
    await portal.list.getByRole('button', { name: 'Look in all folders' }).click();
    await expect(portal.list.getByRole('link')).toHaveCount(2);
    await expectNoViolation(page);
  });

  test('in the choices of days and of lengths', async ({ account, page, portal }) => {
    await account.receive(aMessage());
    await portal.open(account);
    for (const chip of ['Any date', 'Any length']) {
      await page.getByRole('button', { name: chip }).first().click();
      await expect(page.getByRole('dialog')).toBeVisible();
      await expectNoViolation(page, [DESKTOP, TABLET, PHONE]);
      await page.keyboard.press('Escape');
    }
  });

  test('while arrivals wait', async ({ account, page, portal }) => {
    await account.receive(aMessage());
    await portal.open(account);
    await portal.lamp('Dr Patel').focus();
    await account.receive(aMessage({ caller: { name: 'Ada' } }));
    await portal.comeToFront();
    await expect(page.getByRole('button', { name: '1 new' })).toBeVisible();
    await expectNoViolation(page);
  });

  test('in Deleted, and in what it asks', async ({ account, page, portal }) => {
    await account.receive(aMessage(), 'Deleted');
    await portal.open(account, '/deleted');
    await expectNoViolation(page);
    await portal.list.getByRole('button', { name: 'Empty Deleted' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Empty Deleted' }).click();
    await expect(page.getByRole('dialog')).toContainText('cannot be brought back');
    await expectNoViolation(page);
  });
});
