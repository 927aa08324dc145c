import { defineConfig, mergeConfig } from 'vitest/config';
import ordinary from './vitest.config.js';

/** `npm run test:phone`: every file has an Asterisk of its own, and waits for it more than it works. */
export default mergeConfig(
  { ...ordinary, test: { ...ordinary.test, include: [] } },
  defineConfig({
    test: {
      include: ['e2e/phone/*.phone.ts'],
      globalSetup: ['e2e/phone/global-setup.ts'],
      maxWorkers: 4,
      testTimeout: 120_000,
      hookTimeout: 120_000,
    },
  }),
);
