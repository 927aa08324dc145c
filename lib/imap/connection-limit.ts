import 'server-only';
import { config } from '#lib/platform/config.ts';
import { beforeGoodbye } from '#lib/platform/goodbye.ts';
import { log } from '#lib/platform/log.ts';
import { once } from '#lib/platform/once.ts';
import { VoicemailError } from '#lib/voicemail/errors.ts';

/** What a connection is for: work that somebody waits for, or watching. */
type Purpose = 'work' | 'watch';

/** The place of one connection of this process, from before it is made until it is gone. */
export interface Slot {
  /** Nobody uses it: it may be closed to make room for others. */
  rest(): void;
  /** It is in use again. */
  wake(): void;
  leave(): void;
}

interface Holder {
  purpose: Purpose;
  isResting: boolean;
  close(): void;
}

const WAIT_MS = 3000;
const RETRY_AFTER_SECONDS = 5;
const SAY_AGAIN_MS = 60_000;

const slots = () =>
  once('imap-slots', () => {
    const made = {
      /** In the order in which they were last used. */
      holders: new Set<Holder>(),
      waiting: new Set<() => void>(),
      isClosed: false,
      fullAt: Number.NEGATIVE_INFINITY,
    };
    beforeGoodbye(() => {
      made.isClosed = true;
    });
    return made;
  });

/**
 * Waits until this process may have one more connection to the mail server: `IMAP_MAX_CONNECTIONS` in all, half of which
 * may watch. The one that has rested for longest is closed for it.
 * @param close how to close it while it rests
 * @throws {VoicemailError} mailbox-busy when all are in use: for watching at once, for work after a while
 */
export async function takeSlot(purpose: Purpose, close: () => void = () => undefined): Promise<Slot> {
  const until = performance.now() + WAIT_MS;
  const { IMAP_MAX_CONNECTIONS } = config();
  if (purpose === 'watch' && watchers() >= IMAP_MAX_CONNECTIONS / 2) throw full();
  while (slots().holders.size >= IMAP_MAX_CONNECTIONS) {
    if (closeOneAtRest()) continue;
    const leftMs = until - performance.now();
    if (purpose === 'watch' || leftMs <= 0) throw full();
    await someoneStirs(leftMs);
  }
  if (slots().isClosed) throw new VoicemailError('mailbox-busy', 'Cannot connect: the portal is being stopped');
  return takenBy({ purpose, isResting: false, close });
}

/** Whether all connections of this process were in use when another was wanted, not long ago. */
export function wasFullWithin(milliseconds: number): boolean {
  return performance.now() - slots().fullAt < milliseconds;
}

const watchers = () => [...slots().holders].filter(({ purpose }) => purpose === 'watch').length;

function takenBy(holder: Holder): Slot {
  const { holders } = slots();
  holders.add(holder);
  const settle = (isResting: boolean) => {
    holder.isResting = isResting;
    // One that was closed for others does not come back.
    if (!holders.delete(holder)) return;
    holders.add(holder);
    if (isResting) stir();
  };
  const leave = () => {
    if (holders.delete(holder)) stir();
  };
  return { rest: () => settle(true), wake: () => settle(false), leave };
}

function closeOneAtRest(): boolean {
  const { holders } = slots();
  const holder = [...holders].find(({ isResting }) => isResting);
  if (!holder) return false;
  holders.delete(holder);
  holder.close();
  return true;
}

/** Lets the one look again who has waited for longest. */
function stir(): void {
  const [first] = slots().waiting;
  first?.();
}

function someoneStirs(withinMs: number): Promise<void> {
  const { waiting } = slots();
  return new Promise((resolve) => {
    const look = () => {
      clearTimeout(patience);
      waiting.delete(look);
      resolve();
    };
    const patience = setTimeout(look, withinMs);
    waiting.add(look);
  });
}

function full(): VoicemailError {
  const { IMAP_MAX_CONNECTIONS } = config();
  if (!wasFullWithin(SAY_AGAIN_MS)) {
    slots().fullAt = performance.now();
    log().warn({ IMAP_MAX_CONNECTIONS }, 'all connections to the mail server are in use: raise IMAP_MAX_CONNECTIONS');
  }
  return new VoicemailError(
    'mailbox-busy',
    `Cannot connect: all ${IMAP_MAX_CONNECTIONS} connections to the mail server are in use`,
    { retryAfterSeconds: RETRY_AFTER_SECONDS },
  );
}
