import { expect } from '@playwright/test';
import { scenarioApart } from './scenario.ts';

/** The steps of the dialplan in these contexts that Asterisk has taken, in order. */
function steps(log: string): string[] {
  const taken = [...log.matchAll(/Executing \[(\S+)@(phones|dial-out):1\]/g)];
  return taken.map(([, extension, context]) => `${context} ${extension}`);
}

scenarioApart(
  'the page calls back: the owner’s phone rings, and then the caller is dialled',
  { rings: true },
  async (box) => {
    await box.callers('Ann');
    const { tab, portal } = box.page;
    await box.page.shows('Ann');
    await portal.row('Ann').getByRole('button', { name: 'Actions for Ann' }).click();
    await tab.getByRole('menuitem', { name: 'Call back' }).click();
    await expect(tab.getByRole('status').filter({ hasText: 'Your phone rings first' })).toBeVisible();
    await expect(tab.getByRole('status').filter({ hasText: 'Calling Ann' })).toBeVisible();
    await expect.poll(() => steps(box.pbx.log())).toEqual(['phones 1001', `dial-out ${box.numberOf('Ann')}`]);
    await box.endsWith({ inbox: ['Ann'] });
  },
);
