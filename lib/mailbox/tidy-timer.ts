import 'server-only';
import type { Account } from '#lib/imap/account.ts';
import { isSignedOut } from '#lib/imap/pool.ts';
import { config } from '#lib/platform/config.ts';
import { describeCause, log } from '#lib/platform/log.ts';
import { once } from '#lib/platform/once.ts';
import { lampsFollow } from './lamp.ts';
import { tidy } from './tidy.ts';

const SHORTEST_MS = 1000;
const timers = () => once('tidy-timers', () => new Map<string, NodeJS.Timeout>());

/** Has `tidy` run when the folders may have been quiet for long enough, as long as the person is signed in. */
export function scheduleTidy(account: Account, afterMs = config().TIDY_AFTER_MINUTES * 60_000 + SHORTEST_MS): void {
  clearTimeout(timers().get(account.key));
  const timer = setTimeout(() => void run(account), Math.max(afterMs, SHORTEST_MS));
  timer.unref();
  timers().set(account.key, timer);
}

/** Has it run soon, unless it is going to anyway. */
export function ensureTidy(account: Account): void {
  if (!timers().has(account.key)) scheduleTidy(account, SHORTEST_MS);
}

/** Has it run soon where it is going to run anyway: a phone session that it waits for may have ended. */
export function hastenTidy(account: Account): void {
  if (timers().has(account.key)) scheduleTidy(account, SHORTEST_MS);
}

async function run(account: Account): Promise<void> {
  timers().delete(account.key);
  if (isSignedOut(account)) return;
  try {
    if (await tidy(account)) scheduleTidy(account);
  } catch (error) {
    log().warn({ cause: describeCause(error) }, 'the mailbox could not be tidied');
  } finally {
    // Half of it may be done.
    lampsFollow(account);
  }
}
