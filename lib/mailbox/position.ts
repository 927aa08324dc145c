import 'server-only';
import type { Account } from '#lib/imap/account.ts';
import { detailsNow, foldersAsSeen } from '#lib/imap/read.ts';
import { storePosition } from '#lib/imap/write-position.ts';
import { indexNow, type Writing, withWriting } from '#lib/imap/writing.ts';
import type { MailboxAddress } from '#lib/voicemail/address.ts';
import { stepOf } from '#lib/voicemail/position.ts';
import type { Selection } from './mailbox.ts';
import { messageOf } from './message-of.ts';
import { type Change, type Group, Outcome } from './outcome.ts';
import { select } from './select.ts';
import { noteUnsaid } from './unsaid.ts';

const DOING = 'Cannot keep where playing stopped';

/**
 * Keeps where playing stopped. Not a word of it reaches the lamp, other tabs, or the record of who did what: nothing
 * that they show has changed.
 * @throws {VoicemailError} what the mail server failed with, when nothing could be done because of it
 */
export function keepPosition(
  account: Account,
  address: MailboxAddress,
  selection: Selection,
  positionSeconds: number,
): Promise<Change> {
  const work = async (writing: Writing) => {
    const outcome = new Outcome();
    const seen = foldersAsSeen(account);
    for (const group of await select(writing, address, selection, outcome)) {
      const ids = group.chosen.map(({ id }) => id);
      const before = seen.find(({ place }) => place.slug === group.folder);
      await outcome.attempt(writing, ids, DOING, async () => {
        const after = await keepInFolder(writing, group, stepOf(positionSeconds), outcome);
        if (after) noteUnsaid(account, before, after);
      });
    }
    return outcome.result();
  };
  // While somebody listens, that does not wait for the rest of a large folder.
  return withWriting(account, DOING, work, { mayBePartial: true, isUnsaid: true });
}

async function keepInFolder(writing: Writing, { folder, chosen }: Group, step: number, outcome: Outcome) {
  const index = chosen.length > 0 ? await indexNow(writing, folder) : null;
  const uids = chosen.flatMap(({ copies }) => copies.map(({ uid }) => uid));
  const after = index && (await storePosition(writing, index, uids, step));
  const left = chosen.filter(({ entry }) => after?.entries.has(entry.uid));
  const gone = chosen.filter((one) => !left.includes(one));
  outcome.fail(
    gone.map(({ id }) => id),
    'message-not-found',
  );
  if (!after) return null;
  const entries = await detailsNow(
    writing,
    after,
    left.map(({ entry }) => entry),
  );
  left.forEach(({ id, entry }, place) => {
    outcome.change.messages.push({ ...messageOf(after, entries[place] ?? entry), was: id });
  });
  return after;
}
