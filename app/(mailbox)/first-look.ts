import 'server-only';
import { setTimeout as pause } from 'node:timers/promises';
import type { FirstLook, FirstView, LateView } from '#components/mailbox/first-view.ts';
import { type Narrowing, narrowingOf, searchIn } from '#components/messages/search.ts';
import { getMailbox, listMessages, type Problem } from '#lib/api/contract.ts';
import type { accountOf, Visitor } from '#lib/auth/session.ts';
import { beginExchange, type Exchange, failure } from '#lib/http/exchange.ts';
import { openMailbox } from '#lib/mailbox/open.ts';
import { type FolderSlug, isFolderSlug } from '#lib/voicemail/folder.ts';

/** A slow mail server may hold the first byte for so long; then the page comes without the list. */
const HOLD_MS = 150;
/** For so long the page waits for a list that is late; then it asks for it itself. */
const GIVE_UP_MS = 30_000;

type Account = Awaited<ReturnType<typeof accountOf>>;

interface Asked {
  mailbox: string | undefined;
  folder: FolderSlug;
  narrowing: Narrowing;
  /** Days begin at the reader's midnight, which only the browser knows. */
  hasDays: boolean;
}

/**
 * What a page shows first, asked for while the page is on its way; `null` for a page that is no folder.
 * @param path and search, as the address bar has them
 */
export async function firstLook(account: Account, visitor: Visitor, path: string): Promise<FirstLook | null> {
  const asked = askedBy(path);
  if (!asked) return null;
  const { mailbox, folder, narrowing } = asked;
  const seenAt = Date.now();
  const seeing = see(account, asked, beginExchange('GET', `/${folder}`, visitor));
  const seen = await within(HOLD_MS, seeing);
  const view = seen && wholeOf(seen);
  if (view) return { mailbox, folder, narrowing, view: { ...view, seenAt }, late: null };
  return { mailbox, folder, narrowing, view: null, late: within(GIVE_UP_MS, seeing) };
}

/** `null` where some of it did not come. */
function wholeOf({ summary, page }: LateView): Omit<FirstView, 'seenAt'> | null {
  if ('requestId' in summary || (page && 'requestId' in page)) return null;
  return { summary, page };
}

function askedBy(path: string): Asked | null {
  const { pathname, searchParams } = new URL(path, 'http://localhost');
  const folder = pathname.slice(1);
  const { success, data } = getMailbox.input.safeParse({ mailbox: searchParams.get('mailbox') ?? undefined });
  if (!isFolderSlug(folder) || !success) return null;
  const search = searchIn(searchParams);
  const hasDays = search.from !== null || search.until !== null;
  return { mailbox: data.mailbox, folder, narrowing: narrowingOf(search), hasDays };
}

/** Counts and rows, each or why it did not come. */
async function see(
  account: Account,
  { mailbox, folder, narrowing, hasDays }: Asked,
  exchange: Exchange,
): Promise<LateView> {
  const { urgent, ...rest } = narrowing;
  const query = listMessages.input.parse({ folder, ...(urgent && { urgent: 'true' }), ...rest });
  const orProblem = <T>(work: Promise<T>): Promise<T | Problem> =>
    work.catch(async (error: unknown) => (await failure(exchange, error)).body);
  const opened = openMailbox(account, mailbox);
  const [page, summary] = await Promise.all([
    hasDays ? null : orProblem(opened.then((box) => box.messages(query))),
    orProblem(opened.then((box) => box.summary())),
  ]);
  return { summary, page };
}

/** `null` where it is not there in time. */
function within<T>(milliseconds: number, promise: Promise<T>): Promise<T | null> {
  const enough = new AbortController();
  const late = pause(milliseconds, null, { signal: enough.signal }).catch(() => null);
  return Promise.race([promise, late]).finally(() => enough.abort());
}
