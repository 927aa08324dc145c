import 'server-only';
import type { Entry } from '#lib/imap/index-cache.ts';
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
  for (const one of chosen.flatMap(byHome)) {
    const home = homeOf(one.entry);
    groups.set(home, [...(groups.get(home) ?? []), one]);
  }
  for (const [home, homecoming] of groups) {
    const homeIds = homecoming.map(({ id }) => id);
    await outcome.attempt(writing, homeIds, 'Cannot restore messages', () =>
      move(writing, address, { folder, chosen: homecoming }, home, outcome),
    );
  }
}

/** Copies that came from two folders go back to both. */
function byHome(one: Chosen): Chosen[] {
  const homes = [...new Set(one.copies.map(homeOf))];
  return homes.map((home) => {
    const copies = one.copies.filter((copy) => homeOf(copy) === home);
    return { ...one, copies, entry: copies.find(({ flags }) => !flags.isSeen) ?? copies[0] ?? one.entry };
  });
}

function homeOf({ flags }: Entry): FolderSlug {
  const origin = originOf(flags);
  return origin && isOnPhone(origin) ? origin : 'inbox';
}
