import 'server-only';
import { setTimeout as pause } from 'node:timers/promises';
import type { FirstLook, FirstView } from '#components/mailbox/first-view.ts';
import { type Narrowing, narrowingOf, searchIn } from '#components/messages/search.ts';
import { getMailbox, listMessages } from '#lib/api/contract.ts';
import type { requireAccount } from '#lib/auth/session.ts';
import { openMailbox } from '#lib/mailbox/open.ts';
import { type FolderSlug, isFolderSlug } from '#lib/voicemail/folder.ts';

/** A slow mail server may hold the first byte for so long; then the page comes without the list. */
const HOLD_MS = 150;
/** For so long the page waits for a list that is late; then it asks for it itself. */
const GIVE_UP_MS = 5000;

type Account = Awaited<ReturnType<typeof requireAccount>>;

interface Asked {
  mailbox: string | undefined;
  folder: FolderSlug;
  narrowing: Narrowing;
  /** Days begin at the reader's midnight, which only the browser knows. */
  hasDays: boolean;
}

/**
 * What a page shows first, asked for while the page is on its way. Failures are left to the browser, which asks again and says why.
 * @param page path and search, as the address bar has them
 */
export async function firstLook(account: Account, page: string): Promise<FirstLook | null> {
  const asked = askedBy(page);
  if (!asked) return null;
  const { mailbox, folder, narrowing } = asked;
  const view = see(account, asked).catch(() => null);
  const inTime = await within(HOLD_MS, view);
  const late = inTime === undefined ? within(GIVE_UP_MS, view).then((seen) => seen ?? null) : null;
  return { mailbox, folder, narrowing, view: inTime ?? null, late };
}

function askedBy(page: string): Asked | null {
  const { pathname, searchParams } = new URL(page, 'http://localhost');
  const folder = pathname.slice(1);
  const { success, data } = getMailbox.input.safeParse({ mailbox: searchParams.get('mailbox') ?? undefined });
  if (!isFolderSlug(folder) || !success) return null;
  const search = searchIn(searchParams);
  const hasDays = search.from !== null || search.until !== null;
  return { mailbox: data.mailbox, folder, narrowing: narrowingOf(search), hasDays };
}

async function see(account: Account, { mailbox: address, folder, narrowing, hasDays }: Asked): Promise<FirstView> {
  const seenAt = Date.now();
  const mailbox = await openMailbox(account, address);
  const { urgent, ...rest } = narrowing;
  const query = listMessages.input.parse({ folder, ...(urgent && { urgent: 'true' }), ...rest });
  const [page, summary] = await Promise.all([hasDays ? null : mailbox.messages(query), mailbox.summary()]);
  return { summary, page, seenAt };
}

/** `undefined` where it is not there in time. */
function within<T>(milliseconds: number, promise: Promise<T>): Promise<T | undefined> {
  const enough = new AbortController();
  const late = pause(milliseconds, undefined, { signal: enough.signal }).catch(() => undefined);
  return Promise.race([promise, late]).finally(() => enough.abort());
}
