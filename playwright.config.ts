import { defineConfig } from '@playwright/test';
import { findProgram } from './test/programs.mjs';

const chromium = findProgram('chromium');
if (!chromium) throw new Error('Chromium is missing. Debian: apt install chromium. macOS: brew install chromium');

export default defineConfig({
  testDir: 'e2e',
  globalSetup: './e2e/global-setup.ts',
  outputDir: '.cache/test-results',
  fullyParallel: true,
  workers: 2,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  forbidOnly: Boolean(process.env.CI),
  reporter: 'list',
  use: {
    viewport: { width: 1280, height: 800 },
    locale: 'en-GB',
    timezoneId: 'Asia/Kathmandu',
    screenshot: 'only-on-failure',
    launchOptions: {
      executablePath: chromium,
      // Chromium's own sandbox refuses to run as root, as continuous integration mostly does.
      args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
    },
  },
});
