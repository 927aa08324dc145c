import { defineConfig } from 'vitest/config';
import { BaseSequencer } from 'vitest/node';

/** These take minutes: what begins last would keep one core busy and the other waiting. */
const LONG = /(model\/model|fault-matrix|together|beside-others|fuzz)\.test\.ts$/;

class LongFirst extends BaseSequencer {
  async sort(files) {
    const sorted = await super.sort(files);
    const isLong = ({ moduleId }) => LONG.test(moduleId);
    return [...sorted.filter(isLong), ...sorted.filter((file) => !isLong(file))];
  }
}

export default defineConfig({
  resolve: { alias: { 'server-only': new URL('node_modules/server-only/empty.js', import.meta.url).pathname } },
  test: {
    include: ['{app,bench,components,lib,pages,test}/**/*.test.{ts,tsx}'],
    setupFiles: ['test/setup.ts'],
    env: { TZ: 'Asia/Kathmandu', LOG_LEVEL: 'silent' },
    sequence: { sequencer: LongFirst },
    // One for each core: vitest would leave one idle, and most tests wait for a mail server.
    maxWorkers: '100%',
    testTimeout: 20_000,
    hookTimeout: 60_000,
  },
});
