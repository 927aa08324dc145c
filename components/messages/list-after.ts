import type { ListChanges } from '#lib/api/contract.ts';
import type { Message } from '#lib/voicemail/message.ts';
import { type Pages, pagesWith, pagesWithBack, pagesWithout, uidOf } from './optimistic.ts';

/**
 * A list after what the server says of its first pages. Rows that nothing happened to stay the same objects, so that only
 * the others are drawn anew. `null` where there are rows that neither side can tell of: then the list is to be loaded.
 * @param pageCount how many pages the changes are about
 */
export function pagesAfter(list: Pages, pageCount: number, changes: ListChanges): Pages | null {
  const about: Pages = { pages: list.pages.slice(0, pageCount), pageParams: list.pageParams.slice(0, pageCount) };
  const known = new Set(about.pages.flatMap(({ messages }) => messages.map(({ id }) => uidOf(id))));
  const arrived = new Set(changes.messages.map(({ id }) => uidOf(id)));
  if (about.pages.length === 0 || changes.uids.some((uid) => !known.has(uid) && !arrived.has(uid))) return null;
  const stays = new Set(changes.uids);
  const kept = pagesWithout(about, ({ id }) => !stays.has(uidOf(id)));
  const fresh = pagesWithBack(pagesWith(kept, rowAfter(changes)), changes.messages);
  return withState({ ...fresh, pages: [...fresh.pages, ...list.pages.slice(pageCount)] }, list, changes);
}

/** What can change of a row while it stays where it is. */
function rowAfter({ newUids, urgentUids, alsoIn, positions }: ListChanges): (message: Message) => Message {
  const isNew = new Set(newUids);
  const isUrgent = new Set(urgentUids);
  const copies = new Map(alsoIn.map(({ uid, folders }) => [uid, folders]));
  const seconds = new Map(positions.map((position) => [position.uid, position.seconds]));
  return (message) => {
    const uid = uidOf(message.id);
    const status = isNew.has(uid) ? ('new' as const) : ('old' as const);
    const now = {
      status,
      urgent: isUrgent.has(uid),
      alsoIn: copies.get(uid) ?? [],
      positionSeconds: seconds.get(uid) ?? 0,
    };
    const isSame = Object.entries(now).every(
      ([name, value]) => String(message[name as keyof Message]) === String(value),
    );
    return isSame ? message : { ...message, ...now };
  };
}

/** The same object where nothing has changed at all. */
function withState(after: Pages, before: Pages, { total, upTo }: ListChanges): Pages {
  const pages = after.pages.map((page) =>
    page.total === total && page.upTo === upTo ? page : { ...page, total, upTo },
  );
  const isSame = pages.length === before.pages.length && pages.every((page, index) => page === before.pages[index]);
  return isSame ? before : { ...after, pages };
}
