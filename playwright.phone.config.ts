import { defineConfig } from '@playwright/test';
import ordinary from './playwright.config.ts';

/** `npm run test:phone`: one Asterisk for all, and every scenario waits for it more than it works. */
export default defineConfig({
  ...ordinary,
  testDir: 'e2e/phone',
  testMatch: '*.phone.ts',
  globalSetup: './e2e/phone/global-setup.ts',
  workers: 4,
  timeout: 150_000,
  expect: { timeout: 20_000 },
  // A press that nothing comes of must not wait for the end of a soak.
  use: { ...ordinary.use, actionTimeout: 30_000 },
});
