import { spawnSync } from 'node:child_process';
import { provideRoot, whyNoBench } from '#test/pbx/root.ts';
import type { Step } from './step.ts';
import { PHONE, phone } from './steps.ts';

/**
 * All phone scenarios, once. Asterisk's Debian is unpacked meanwhile, for that is mostly waiting. Where it cannot run, its
 * scenarios are skipped; in continuous integration that is a failure.
 */
export function benchStep(): Step {
  const complaint = whyNoBench();
  // Its failure is told when its turn comes, not before.
  const root = complaint ? Promise.reject(new Error(complaint)) : provideRoot();
  root.catch(() => {});
  return {
    name: 'phone',
    async run() {
      try {
        await root;
      } catch (error) {
        if (process.env.CI) throw error;
        return {
          passed: 0,
          failed: 0,
          skipped: howMany(),
          reason: String(error instanceof Error ? error.message : error),
        };
      }
      return phone().run();
    },
  };
}

function howMany(): number {
  const { stdout } = spawnSync(process.execPath, [...PHONE, '--list'], { encoding: 'utf8' });
  return Number(/^Total: (\d+) test/m.exec(stdout)?.[1] ?? 1);
}
