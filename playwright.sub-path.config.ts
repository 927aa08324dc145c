import { defineConfig } from '@playwright/test';
import ordinary from './playwright.config.ts';

// Where a page lives is written into the build: this one has its own.
process.env.BASE_PATH = '/voicemail';
process.env.NEXT_DIST_DIR ??= '.cache/next-sub-path';

/** `npx playwright test --config playwright.sub-path.config.ts`: the portal below a path of a host, behind a proxy. */
export default defineConfig({ ...ordinary, testDir: 'e2e/sub-path', testMatch: '*.sub-path.ts', workers: 1 });
