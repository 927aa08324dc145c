import type { FolderSlug } from '#lib/voicemail/folder.ts';
import type { Message } from '#lib/voicemail/message.ts';
import { visible } from './naive.ts';
import type { Listed } from './portal.ts';
import { copyOf } from './shown.ts';
import { MAILBOXES, pathOf, pick, pickSome, type Report, type World } from './world.ts';

/** Numbers that a step makes its choices with. */
export type Picks = readonly [number, number, number, number];

/** What one of those at work may do. `null`: there was nothing to do it with. */
export type Step = (world: World, picks: Picks) => Promise<Report | null>;

/** What a person has selected on a page. */
export interface Chosen {
  mailbox: string;
  folder: FolderSlug;
  rows: Message[];
  names: Set<string>;
  /** The page was read before somebody else did something. */
  isStale: boolean;
  upTo: string | null;
}

/** Rows of some mailbox's folder, as a person selects them, now and then from a page that is no longer true. */
export async function choose(
  world: World,
  [a, b, c]: Picks,
  among: (slug: FolderSlug) => boolean,
): Promise<Chosen | null> {
  const filled = MAILBOXES.flatMap((mailbox) =>
    world.folders
      .filter(
        ({ slug, path }) =>
          among(slug) && visible(world.sight, world.folders, mailbox).some((copy) => copy.path === path),
      )
      .map(({ slug }) => ({ mailbox, slug })),
  );
  const place = pick(filled, a);
  if (!place) return null;
  const old = world.pages.get(`${place.mailbox} ${place.slug}`);
  const isStale = b % 4 === 0 && old !== undefined;
  const page: Listed = isStale ? old : await world.portal.list(place.mailbox, { folder: place.slug });
  const rows = pickSome(page.messages, c);
  const names = new Set(rows.map(({ id }) => copyOf(world, id)?.name ?? id));
  return rows.length > 0 ? { mailbox: place.mailbox, folder: place.slug, rows, names, isStale, upTo: page.upTo } : null;
}

/** Everything that a page knows of, by filter. */
export async function chooseAll(
  world: World,
  picks: Picks,
  among: (slug: FolderSlug) => boolean,
): Promise<(Chosen & { upTo: string }) | null> {
  const chosen = await choose(world, [picks[0], 1, picks[2], picks[3]], among);
  if (!chosen?.upTo) return null;
  const path = pathOf(world, chosen.folder);
  const own = visible(world.sight, world.folders, chosen.mailbox).filter((copy) => copy.path === path);
  return { ...chosen, upTo: chosen.upTo, names: new Set(own.map(({ name }) => name)) };
}

export const text = ({ folder, names, isStale }: Chosen) =>
  `${folder} ${[...names].join(' ')}${isStale ? ' (old page)' : ''}`;
