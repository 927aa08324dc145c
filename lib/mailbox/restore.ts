import 'server-only';
import { originOf } from '#lib/imap/marks.ts';
import type { Writing } from '#lib/imap/writing.ts';
import type { MailboxAddress } from '#lib/voicemail/address.ts';
import { type FolderSlug, isOnPhone } from '#lib/voicemail/folder.ts';
import { move } from './move.ts';
import type { Chosen, Group, Outcome } from './outcome.ts';

/** Brings messages back from Deleted to where each came from; to the inbox where nobody knows. */
export async function restore(
  writing: Writing,
  address: MailboxAddress,
  { folder, chosen }: Group,
  outcome: Outcome,
): Promise<void> {
  const ids = chosen.map(({ id }) => id);
  if (folder !== 'deleted') return outcome.fail(ids, 'not-allowed');
  const groups = new Map<FolderSlug, Chosen[]>();
  for (const one of chosen) {
    const home = homeOf(one);
    groups.set(home, [...(groups.get(home) ?? []), one]);
  }
  for (const [home, homecoming] of groups) {
    const homeIds = homecoming.map(({ id }) => id);
    await outcome.attempt(writing, homeIds, 'Cannot restore messages', () =>
      move(writing, address, { folder, chosen: homecoming }, home, outcome),
    );
  }
}

function homeOf({ entry }: Chosen): FolderSlug {
  const origin = originOf(entry.flags);
  return origin && isOnPhone(origin) ? origin : 'inbox';
}
