import 'server-only';
import { NO_MARKS } from '#lib/imap/marks.ts';
import { detailsNow } from '#lib/imap/read.ts';
import { storeMarks, storeSeen } from '#lib/imap/write.ts';
import { indexNow, type Writing } from '#lib/imap/writing.ts';
import type { Status } from '#lib/voicemail/message.ts';
import { messageOf } from './message-of.ts';
import type { Group, Outcome } from './outcome.ts';
import { statusOf } from './page.ts';
import { isMarked } from './rows.ts';

/** Marks the chosen messages of a folder heard or new, with their copies in it, in one STORE. */
export async function mark(
  writing: Writing,
  { folder, chosen }: Group,
  status: Status,
  outcome: Outcome,
): Promise<void> {
  const index = await indexNow(writing, folder);
  if (!index)
    return outcome.fail(
      chosen.map(({ id }) => id),
      'message-not-found',
    );
  const copies = chosen.flatMap((one) => one.copies);
  const uids = copies.map(({ uid }) => uid);
  // Whoever took it back from Deleted wants it here: marked and heard it would be on its way out again.
  const returned = copies.filter((entry) => isMarked(entry, index)).map(({ uid }) => uid);
  const unmarked = await storeMarks(writing, index, returned, NO_MARKS);
  const after = await storeSeen(writing, unmarked, uids, status === 'old');
  const left = chosen.filter(({ entry }) => after.entries.has(entry.uid));
  const entries = await detailsNow(
    writing,
    after,
    left.map(({ entry }) => entry),
  );
  left.forEach(({ id }, position) => {
    const entry = entries[position];
    // A read-only folder answers OK and keeps the flag as it was.
    if (entry && statusOf(entry) === status) outcome.change.messages.push({ ...messageOf(after, entry), was: id });
    else outcome.fail([id], 'not-allowed');
  });
  outcome.fail(
    chosen.filter((one) => !left.includes(one)).map(({ id }) => id),
    'message-not-found',
  );
}
