import { defineConfig } from 'vitest/config';

export default defineConfig({
  resolve: { alias: { 'server-only': new URL('node_modules/server-only/empty.js', import.meta.url).pathname } },
  test: {
    include: ['{app,bench,components,lib,pages,test}/**/*.test.{ts,tsx}'],
    setupFiles: ['test/setup.ts'],
    env: { TZ: 'Asia/Kathmandu', LOG_LEVEL: 'silent' },
    // One for each core: vitest would leave one idle, and most tests wait for a mail server.
    maxWorkers: '100%',
    testTimeout: 20_000,
    hookTimeout: 60_000,
  },
});
