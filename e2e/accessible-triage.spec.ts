import { aMessage } from '#test/builders.ts';
import { DESKTOP, expectNoViolation, receiveSomeOfEach, TABLET } from './axe.ts';
import { expect, test } from './portal.ts';

test.describe('axe finds nothing', () => {
  test('while messages are chosen, with a toast, and in a row’s menu', async ({ account, page, portal }) => {
    await receiveSomeOfEach(account);
    await portal.open(account);
    await portal.row('Grace Hopper').hover();
    await portal.row('Grace Hopper').getByRole('button', { name: 'Delete: Grace Hopper' }).click();
    await portal.row('Dr Patel').first().getByRole('checkbox').click();
    await expect(page.getByRole('button', { name: 'Undo' })).toBeVisible();
    await page.getByRole('button', { name: 'Undo' }).focus();
    await expectNoViolation(page);
    await page.setViewportSize(DESKTOP);
    await portal
      .row('Dr Patel')
      .first()
      .getByRole('button', { name: /^Actions for/ })
      .click();
    await page.getByRole('menuitem', { name: 'Move to' }).press('ArrowRight');
    await expect(page.getByRole('menuitem', { name: 'Work' })).toBeVisible();
    await expectNoViolation(page, [TABLET, DESKTOP]);
  });

  test('in the keys, and in the questions before a message goes for good', async ({ account, page, portal }) => {
    for (let i = 0; i < 2; i += 1) await account.receive(aMessage(), 'Deleted');
    await portal.open(account, '/deleted');
    await page.keyboard.press('?');
    await expect(page.getByRole('dialog', { name: 'Keys' })).toBeVisible();
    await expectNoViolation(page);
    await page.keyboard.press('Escape');
    await page.setViewportSize(DESKTOP);
    await page.keyboard.press('j');
    await page.keyboard.press('x');
    await page.keyboard.press('j');
    await page.keyboard.press('x');
    await page.keyboard.press('Delete');
    await page.getByRole('button', { name: 'Delete for good…' }).click();
    await expect(page.getByRole('dialog')).toContainText('They cannot be brought back.');
    await expectNoViolation(page);
  });
});
