import 'server-only';
import type { Entry, FolderIndex } from '#lib/imap/index-cache.ts';
import { storeMarks } from '#lib/imap/write.ts';
import { allNow, indexNow, type Writing } from '#lib/imap/writing.ts';
import type { MailboxAddress } from '#lib/voicemail/address.ts';
import { expungeNow, hide } from './hide.ts';
import { move } from './move.ts';
import type { Chosen, Group, Outcome } from './outcome.ts';
import { isMessageOf } from './ownership.ts';
import { isMarked, likeIn } from './rows.ts';

/** Deletes messages in Deleted for good, and whatever of them the phone still holds. Nothing that is no voicemail. */
export async function purge(writing: Writing, { folder, chosen }: Group, purged: string[]): Promise<void> {
  const before = await indexNow(writing, folder);
  if (!before) return;
  await letGo(
    writing,
    before,
    chosen.map(({ entry }) => entry),
  );
  const index = (await indexNow(writing, folder)) ?? before;
  const uids = new Set(chosen.flatMap(({ copies }) => copies.map(({ uid }) => uid)));
  const entries = [...uids].flatMap((uid) => index.entries.get(uid) ?? []);
  await expungeNow(writing, index, entries);
  purged.push(...chosen.map(({ id }) => id));
}

/** The hidden sources lose their copy: without this mark they would be back in the list. */
async function letGo(writing: Writing, deleted: FolderIndex, purged: Entry[]): Promise<void> {
  const others = (await allNow(writing)).filter(({ place }) => place.path !== deleted.place.path);
  for (const index of others) {
    const hidden = purged.flatMap((entry) => likeIn(index, entry));
    const entries = hidden.filter((entry) => isMarked(entry, index) && entry.flags.isSeen);
    if (entries.length > 0) await leaveForGood(writing, index, entries);
  }
}

async function leaveForGood(writing: Writing, index: FolderIndex, entries: Entry[]): Promise<void> {
  const uids = entries.map(({ uid }) => uid);
  const origin = entries[0]?.flags.marks.origin ?? 0;
  const marked = await storeMarks(writing, index, uids, { origin, isGone: true });
  await hide(
    writing,
    marked,
    uids.flatMap((uid) => marked.entries.get(uid) ?? []),
  );
}

/** Moves to Deleted what there is room for, and deletes for good what there is none for: the only way without a copy. */
export async function purgeOverQuota(
  writing: Writing,
  address: MailboxAddress,
  group: Group,
  { outcome, purged }: { outcome: Outcome; purged: string[] },
): Promise<void> {
  const { failed } = outcome.change;
  const from = failed.length;
  await move(writing, address, group, 'deleted', outcome);
  const overQuota = failed.splice(from).filter((failure) => {
    if (failure.code === 'mailbox-over-quota') return true;
    failed.push(failure);
    return false;
  });
  const ids = new Set(overQuota.map(({ id }) => id));
  const chosen = group.chosen.filter(({ id }) => ids.has(id));
  const index = chosen.length > 0 ? await indexNow(writing, group.folder) : null;
  if (!index) return;
  await leaveForGood(writing, index, ownEntries(index, address, chosen));
  purged.push(...chosen.map(({ id }) => id));
}

function ownEntries(index: FolderIndex, address: MailboxAddress, chosen: Chosen[]): Entry[] {
  return chosen
    .flatMap(({ copies }) => copies.flatMap(({ uid }) => index.entries.get(uid) ?? []))
    .filter((entry) => isMessageOf(entry, address));
}
