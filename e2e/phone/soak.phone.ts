import { expect } from '@playwright/test';
import { Life } from './life.ts';
import { Luck } from './luck.ts';
import { longRun } from './scenario.ts';
import { usageOf } from './usage.ts';

/** `npm run test:phone -- --soak 10m --seed 1` */
const MINUTES = Number(process.env.PHONE_SOAK_MINUTES ?? 0);
const SEED = Number(process.env.PHONE_SEED ?? 1);
const PEOPLE = 4;
/** What a portal may have grown by that has done more than at the beginning. */
const GROWTH = 1.3;

// It is asked for only: a step of `npm test` has no half an hour.
if (MINUTES > 0) {
  longRun(
    `${MINUTES} minutes of callers, phone sessions and page actions, seed ${SEED}`,
    MINUTES + 10,
    async (openBox, bench) => {
      const boxes = await Promise.all(Array.from({ length: PEOPLE }, () => openBox({ hasPage: true })));
      const lives = boxes.map((box, i) => new Life(box, new Luck(SEED + i)));
      // The first act of each loads what every later one needs.
      for (const life of lives) await life.goOn();
      const before = usageOf(bench);
      const until = Date.now() + MINUTES * 60_000;
      await Promise.all(
        lives.map(async (life) => {
          while (Date.now() < until) await life.goOn();
        }),
      );
      for (const life of lives) await life.check();
      await expect.poll(() => usageOf(bench).connections, { timeout: 120_000 }).toBeLessThanOrEqual(before.connections);
      const after = usageOf(bench);
      const sum = (what: keyof Life['tally']) => lives.reduce((all, { tally }) => all + tally[what], 0);
      process.stdout.write(`
seed ${SEED}: ${sum('calls')} calls, ${sum('sessions')} phone sessions, ${sum('pageActions')} page actions, ${PEOPLE} people
${sum('checks')} times mail server, page and phone were asked for every message: 0 disagreements; ${sum('wrongLamps')} times the lamp was wrong
portal: ${before.memoryMb} MB and ${before.connections} IMAP connections before, ${after.memoryMb} MB and ${after.connections} after

`);
      expect(after.memoryMb, 'memory').toBeLessThan(before.memoryMb * GROWTH);
    },
  );
}
