import type { FolderSlug } from '#lib/voicemail/folder.ts';
import type { PhoneSession, Press } from './asterisk.ts';
import type { Copy, Onlooker, Sight } from './look.ts';
import type { Folder, Listed, Portal } from './portal.ts';
import type { Wire } from './wire.ts';

export const MAILBOXES = ['100@default', '1001@default', '5100@default', '100@default2'] as const;

/** `ami`: the portal knows of every session. `no-ami`: never. `ami-fails`: it comes and goes. */
export const MODES = ['ami', 'no-ami', 'ami-fails'] as const;
export type Mode = (typeof MODES)[number];

/** An owner on the phone, and whether a mail client shifted the numbers under them. */
export interface Call {
  phone: PhoneSession;
  mailbox: string;
  isDisturbed: boolean;
}

/** All that a step can reach. */
export interface World {
  mode: Mode;
  portal: Portal;
  onlooker: Onlooker;
  wires: { phone: Wire; caller: Wire; client: Wire };
  folders: readonly Folder[];
  maxMessages: number;
  /** How all was after the last step. */
  sight: Sight;
  call: Call | null;
  isAmiUp: boolean;
  /** Messages that somebody purged: what is left of them is on its way out. */
  purged: Set<string>;
  /** Keys of what the portal flagged \Deleted and left: nobody else's doing. */
  leftDeleted: Set<string>;
  /** Pages as they were once listed: what a person may still be looking at. */
  pages: Map<string, Listed>;
  steps: number;
  did: string[];
  /** How often what was done, over all sequences. */
  tally: Map<string, number>;
}

/** What a step did, and what it may therefore have changed. */
export interface Report {
  actor: 'portal' | 'phone' | 'caller' | 'client';
  did: string;
  /** Whose portal page acted. */
  mailbox?: string;
  presses?: Press[];
  /** Folders that have to be looked at as a page would; all of them unless said. */
  shows?: FolderSlug[];
  /** Messages that the portal was asked to change. */
  selected?: Set<string>;
  purged?: Set<string>;
  /** Copies that a mail client took away. */
  taken?: Copy[];
  /** Folders in which a plain EXPUNGE was sent. */
  swept?: string[];
  /** The phone session is over, or has made itself a new list. */
  phone?: 'hung up' | 'reopened';
  /** What the person at the portal may expect now; a complaint, or `null`. */
  expect?: (shown: Shown) => string | null;
}

/** A row of the page, with the name of the message that it stands for. */
export interface Row {
  id: string;
  name: string;
  status: string;
  urgent: boolean;
  from: string | null;
}

/** What the portal shows of one mailbox: rows by folder. */
export type Shown = ReadonlyMap<string, Row[]>;

/** One of a list, by a number that knows nothing of it. */
export function pick<T>(list: readonly T[], number: number): T | undefined {
  return list[number % Math.max(1, list.length)];
}

/** Some of a list, at least one: each bit of the number decides on one, and on the sixth after it. */
export function pickSome<T>(list: readonly T[], number: number): T[] {
  const some = list.filter((_, i) => (number >> (i % 6)) & 1);
  return some.length > 0 ? some : list.slice(0, 1);
}

export function pathOf({ folders }: Pick<World, 'folders'>, slug: string): string {
  return folders.find((folder) => folder.slug === slug)?.path ?? slug;
}

export function count({ tally }: Pick<World, 'tally'>, what: string): void {
  tally.set(what, (tally.get(what) ?? 0) + 1);
}

export function copiesIn({ sight }: World, path: string): Copy[] {
  return [...sight.values()].filter((copy) => copy.path === path);
}
