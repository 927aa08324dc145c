import 'server-only';
import type { Account } from '#lib/imap/account.ts';
import { isSignedOut } from '#lib/imap/pool.ts';
import { describeCause, log } from '#lib/platform/log.ts';
import { once } from '#lib/platform/once.ts';

/** Node's timers know no longer ones than 24 days. */
const LONGEST_MS = 24 * 60 * 60_000;
const TRY_AGAIN_MS = 60_000;

const timers = () => once('greeting-timers', () => new Map<string, NodeJS.Timeout>());

export const isOver = (atSeconds: number): boolean => atSeconds * 1000 <= Date.now();

/**
 * Has the temporary greeting taken out when its time is over, as long as this process runs and the person is signed in;
 * else the next look at the greetings does it.
 */
export function endGreetingLater(account: Account, atSeconds: number, end: () => Promise<void>): void {
  arm(account, atSeconds * 1000 - Date.now(), async () => {
    if (isSignedOut(account)) return;
    if (!isOver(atSeconds)) return endGreetingLater(account, atSeconds, end);
    await end().catch((error) => {
      log().warn({ cause: describeCause(error) }, 'a temporary greeting could not be ended yet');
      arm(account, TRY_AGAIN_MS, () => end().catch(() => undefined));
    });
  });
}

function arm(account: Account, inMs: number, work: () => Promise<void>): void {
  clearTimeout(timers().get(account.key));
  const timer = setTimeout(() => void work(), Math.min(Math.max(inMs, 0), LONGEST_MS));
  timer.unref();
  timers().set(account.key, timer);
}
