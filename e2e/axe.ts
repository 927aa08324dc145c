import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { aMessage } from '#test/builders.ts';
import { speech } from '#test/cast/speech.ts';
import { expect } from './portal.ts';
import type { Account } from './site.ts';

export const PHONE = { width: 390, height: 844 };
export const TABLET = { width: 820, height: 1180 };
export const DESKTOP = { width: 1280, height: 800 };
const EVERY_SIZE = [PHONE, TABLET, DESKTOP];

/** What axe finds on the page as it stands, in each size, light and dark. */
export async function expectNoViolation(page: Page, sizes = EVERY_SIZE): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    // Without motion no colour is caught on its way to another.
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    for (const size of sizes) {
      await page.setViewportSize(size);
      const { violations } = await new AxeBuilder({ page }).setLegacyMode().analyze();
      const found = violations.map(({ id, nodes }) => [
        id,
        ...nodes.map(({ failureSummary, html }) => [html, failureSummary]),
      ]);
      expect(found, `${colorScheme}, ${size.width} pixels wide`).toEqual([]);
    }
  }
}

/** A row of each kind. */
export async function receiveSomeOfEach(account: Account): Promise<void> {
  await account.receive(aMessage({ status: 'old', caller: { name: 'Grace Hopper', number: '1002' } }));
  await account.receive(aMessage({ caller: {}, forwarded: true, intro: speech('gsm', 3) }));
  await account.receive(
    aMessage({ caller: { number: '+442079460991' }, recording: { extension: 'gsm', bytes: new Uint8Array() } }),
  );
  await account.receive(aMessage({ urgent: true, recording: speech('gsm', 60), durationSeconds: 60 }));
  await account.receive(aMessage({ status: 'old' }), 'Old');
}
