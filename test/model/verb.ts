import type { Selection, Wish } from '#lib/mailbox/mailbox.ts';
import type { FolderSlug } from '#lib/voicemail/folder.ts';
import type { Message } from '#lib/voicemail/message.ts';
import type { Chosen } from './choose.ts';
import { copyOf } from './shown.ts';
import type { Report, Row, Shown, World } from './world.ts';

export const idsOf = (rows: Message[]) => rows.map(({ id }) => id);

export interface Telling {
  mailbox: string;
  did: string;
  chosen: Chosen;
  expect: (shown: Shown, done: Set<string>) => string | null;
}

/** Does it, and says what must have come of it. */
export async function change(world: World, selection: Selection, wish: Wish, telling: Telling): Promise<Report> {
  const { mailbox, did, chosen } = telling;
  const { failed } = await world.portal.change(mailbox, selection, wish);
  const { status, folder = chosen.folder } = wish;
  const isPlain = status !== undefined || (selection.ids ?? []).every((id) => id.startsWith(`${chosen.folder}.`));
  return {
    actor: 'portal',
    mailbox,
    // Restored messages may go anywhere.
    ...(isPlain && !wish.restore && { shows: [chosen.folder, folder] }),
    did: told(did, failed),
    selected: chosen.names,
    expect: expectation(world, telling, failed),
  };
}

export const told = (did: string, failed: { code: string }[]) =>
  failed.length > 0 ? `${did}; failed: ${failed.map(({ code }) => code).join()}` : did;

/** What did not fail must have come true; what failed must have had a reason. */
export function expectation(world: World, { chosen, expect }: Telling, failed: { id: string; code: string }[]) {
  const failures = new Map(failed.map(({ id, code }) => [copyOf(world, id)?.name ?? id, code]));
  const done = new Set([...chosen.names].filter((name) => name.startsWith('V') && !failures.has(name)));
  return (shown: Shown): string | null => {
    const odd = [...failures].find(
      ([, code]) => !(code === 'folder-full' || (chosen.isStale && code === 'message-not-found')),
    );
    return odd ? `${odd[0]} failed without reason: ${odd[1]}` : expect(shown, done);
  };
}

export function stillIn(shown: Shown, folder: FolderSlug, names: Set<string>): string | null {
  const left = shown.get(folder)?.find(({ name }) => names.has(name));
  return left ? `${left.name} is still shown in ${folder}` : null;
}

export function wrongRow(
  shown: Shown,
  folder: FolderSlug,
  names: Set<string>,
  isRight: (row: Row) => boolean,
  complaint: string,
): string | null {
  for (const name of names) {
    const row = shown.get(folder)?.find((each) => each.name === name);
    if (!row) return `${name} is not in ${folder}`;
    if (!isRight(row)) return `${name} is ${complaint}: ${JSON.stringify(row)}`;
  }
  return null;
}
