import 'server-only';
import type { Account } from '#lib/imap/account.ts';
import { isAllRead } from '#lib/imap/read.ts';
import { type Writing, withWriting } from '#lib/imap/writing.ts';
import type { MailboxAddress } from '#lib/voicemail/address.ts';
import { type Caller, NOBODY } from '#lib/voicemail/message.ts';
import { deedOf, recorded } from './deeds.ts';
import { lampsFollow } from './lamp.ts';
import type { Purge, Selection, Wish } from './mailbox.ts';
import { mark } from './mark.ts';
import { move } from './move.ts';
import { type Change, type Group, Outcome } from './outcome.ts';
import { keepPosition } from './position.ts';
import { purge, purgeOverQuota } from './purge.ts';
import { restore } from './restore.ts';
import { select } from './select.ts';
import { scheduleTidy } from './tidy-timer.ts';

/**
 * Marks, moves or restores messages, or keeps where playing stopped; each succeeds or fails by itself.
 * @throws {VoicemailError} what the mail server failed with, when nothing could be done because of it
 */
export async function change(
  account: Account,
  address: MailboxAddress,
  selection: Selection,
  wish: Wish,
): Promise<Change> {
  if (wish.positionSeconds !== undefined) return keepPosition(account, address, selection, wish.positionSeconds);
  const doing = wish.status
    ? 'Cannot mark messages'
    : wish.restore
      ? 'Cannot restore messages'
      : 'Cannot move messages';
  // While somebody listens the page marks messages heard: that does not wait for the rest of a large folder.
  const mayBePartial = wish.status !== undefined && selection.ids !== undefined;
  if (!mayBePartial) await isAllRead(account);
  const work = async (writing: Writing) => {
    const outcome = new Outcome();
    for (const group of await select(writing, address, selection, outcome)) {
      const ids = group.chosen.map(({ id }) => id);
      await outcome.attempt(writing, ids, doing, () => changeGroup(writing, address, group, wish, outcome));
    }
    return outcome.result();
  };
  const wished = withWriting(account, doing, work, { mayBePartial }).finally(() => lampsFollow(account));
  const result = await recorded(account, address, deedOf(wish), { ids: selection.ids, work: wished });
  scheduleTidy(account);
  return result;
}

async function changeGroup(
  writing: Writing,
  address: MailboxAddress,
  group: Group,
  { status, folder, restore: isRestore }: Wish,
  outcome: Outcome,
): Promise<void> {
  if (group.chosen.length === 0) return;
  if (status) await mark(writing, group, status, outcome);
  else if (isRestore) await restore(writing, address, group, outcome);
  else if (folder) await move(writing, address, group, folder, outcome);
}

/**
 * Purges messages: only from Deleted, but with `isOverQuota` from anywhere what Deleted has no room for.
 * @throws {VoicemailError} what the mail server failed with, when nothing could be done because of it
 */
export async function purgeMessages(
  account: Account,
  address: MailboxAddress,
  selection: Selection,
  { isOverQuota }: { isOverQuota: boolean },
): Promise<Purge> {
  const doing = 'Cannot delete messages for good';
  const callers = new Map<string, Caller>();
  await isAllRead(account);
  const work = withWriting(account, doing, async (writing) => {
    const [outcome, purged]: [Outcome, string[]] = [new Outcome(), []];
    for (const group of await select(writing, address, selection, outcome)) {
      for (const { id, entry } of group.chosen) callers.set(id, entry.detail?.caller ?? NOBODY);
      const ids = group.chosen.map(({ id }) => id);
      await outcome.attempt(writing, ids, doing, () =>
        purgeGroup(writing, address, group, { isOverQuota, outcome, purged }),
      );
    }
    return { purged, ...(purged.length > 0 ? outcome.change : outcome.result()) };
  }).finally(() => lampsFollow(account));
  const result = await recorded(account, address, { what: 'purged' }, { ids: selection.ids, work, callers });
  scheduleTidy(account);
  return result;
}

async function purgeGroup(
  writing: Writing,
  address: MailboxAddress,
  group: Group,
  { isOverQuota, ...soFar }: { isOverQuota: boolean; outcome: Outcome; purged: string[] },
): Promise<void> {
  if (group.chosen.length === 0) return;
  if (group.folder === 'deleted') await purge(writing, group, soFar.purged);
  else if (isOverQuota) await purgeOverQuota(writing, address, group, soFar);
  else
    soFar.outcome.fail(
      group.chosen.map(({ id }) => id),
      'not-allowed',
    );
}
