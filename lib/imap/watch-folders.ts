import 'server-only';
import { setTimeout as pause } from 'node:timers/promises';
import { describeCause, log } from '#lib/platform/log.ts';
import type { FolderSlug } from '#lib/voicemail/folder.ts';
import type { Account } from './account.ts';
import { isLimit, noteLimit } from './connect-for.ts';
import { imapFailure } from './errors.ts';
import { type Heard, type Pace, watchByIdle } from './idle.ts';
import { hasConnection, withConnection } from './pool.ts';
import { changedIn, type Prints, printsOfAll } from './prints.ts';

export interface WatchPace extends Pace {
  firstRetryMs: number;
  longestRetryMs: number;
  /** Without a connection of our own, after that long another is tried for. */
  borrowMs: number;
}

const PACE: WatchPace = {
  breakMs: 15_000,
  pollMs: 10_000,
  answerMs: 10_000,
  afterChangeMs: [100, 1000],
  firstRetryMs: 500,
  longestRetryMs: 30_000,
  borrowMs: 60_000,
};

export interface Watching extends Heard {
  /** The mail server takes the password no more: nothing follows. */
  refused(): void;
}

const DOING = 'Cannot watch the mailbox';

/**
 * Watches an account's folders until told to stop, whatever becomes of its connection. What changed while nobody looked
 * is unknown, so each return is a change of any folder.
 * @returns what stops it
 */
export function watchFolders(account: Account, watching: Watching, pace: Partial<WatchPace> = {}): () => void {
  const stopping = new AbortController();
  void keepWatching(account, watching, { ...PACE, ...pace }, stopping.signal).catch((error) => {
    if (!stopping.signal.aborted) log().error({ cause: describeCause(error) }, 'a mailbox is watched no more');
  });
  return () => stopping.abort();
}

async function keepWatching(account: Account, watching: Watching, pace: WatchPace, signal: AbortSignal) {
  for (let failures = 0; ; ) {
    const startedAt = performance.now();
    const failure = await watchOnce(account, watching, pace, signal);
    signal.throwIfAborted();
    if (failure.code === 'credentials-rejected') return watching.refused();
    watching.live(false);
    failures = performance.now() - startedAt > pace.longestRetryMs ? 1 : failures + 1;
    if (failures === 1) log().warn({ cause: describeCause(failure) }, 'the mailbox is not watched for a while');
    await pause(retryMs(failures, pace), undefined, { signal });
  }
}

async function watchOnce(account: Account, watching: Watching, pace: WatchPace, signal: AbortSignal) {
  let wasLive = false;
  const live = (isLive: boolean) => {
    wasLive = isLive;
    watching.live(isLive);
  };
  const failure = await watchByIdle(account, { ...watching, live }, pace, signal).catch((e) => imapFailure(e, DOING));
  const isRefused = isLimit(failure.cause);
  if (isRefused) noteLimit();
  // Courier hangs up on one connection too many (MAXPERIP), others refuse the login.
  const isFull = failure.code === 'mailbox-busy' || isRefused || (!wasLive && hasConnection(account));
  if (isFull && failure.code !== 'credentials-rejected') await borrow(account, watching, pace, signal);
  return failure;
}

/** With jitter: a mail server that comes back is not met by everybody at once. */
function retryMs(failures: number, { firstRetryMs, longestRetryMs }: WatchPace): number {
  return Math.min(longestRetryMs, firstRetryMs * 2 ** (failures - 1)) * (0.5 + Math.random() / 2);
}

/** The server allows no connection more (Dovecot calls that UNAVAILABLE): the pool's must do, between its work. */
async function borrow(account: Account, watching: Watching, pace: WatchPace, signal: AbortSignal): Promise<void> {
  const until = performance.now() + pace.borrowMs;
  let known: Prints | null = null;
  try {
    while (performance.now() < until && !signal.aborted) {
      const now: Prints = await withConnection(account, DOING, printsOfAll);
      signal.throwIfAborted();
      const changed: (FolderSlug | null)[] = known ? changedIn(known, now) : [null];
      for (const folder of changed) watching.changed(folder);
      watching.live(true);
      known = now;
      await pause(pace.pollMs, undefined, { signal });
    }
  } catch (error) {
    if (!signal.aborted) log().debug({ cause: describeCause(error) }, DOING);
  }
}
