import type { Selection, Wish } from '#lib/mailbox/mailbox.ts';
import type { FolderSlug } from '#lib/voicemail/folder.ts';
import type { Message } from '#lib/voicemail/message.ts';
import { visible } from './naive.ts';
import type { Listed } from './portal.ts';
import { copyOf } from './shown.ts';
import { copiesIn, MAILBOXES, pathOf, pick, pickSome, type Report, type Row, type Shown, type World } from './world.ts';

/** Numbers that a step makes its choices with. */
export type Picks = readonly [number, number, number, number];

/** What one of those at work may do. `null`: there was nothing to do it with. */
export type Step = (world: World, picks: Picks) => Promise<Report | null>;

interface Chosen {
  mailbox: string;
  folder: FolderSlug;
  rows: Message[];
  names: Set<string>;
  /** The page was read before somebody else did something. */
  isStale: boolean;
  upTo: string | null;
}

/** Rows of some mailbox's folder, as a person selects them, now and then from a page that is no longer true. */
async function choose(world: World, [a, b, c]: Picks, among: (slug: FolderSlug) => boolean): Promise<Chosen | null> {
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
  const path = pathOf(world, place.slug);
  const names = new Set(rows.map(({ id }) => copyOf(id, path, world.sight)?.name ?? id));
  return rows.length > 0 ? { mailbox: place.mailbox, folder: place.slug, rows, names, isStale, upTo: page.upTo } : null;
}

const idsOf = (rows: Message[]) => rows.map(({ id }) => id);
const isDeleted = (slug: FolderSlug) => slug === 'deleted';
const isAny = () => true;

interface Telling {
  mailbox: string;
  did: string;
  chosen: Chosen;
  expect: (shown: Shown, done: Set<string>) => string | null;
}

async function change(world: World, selection: Selection, wish: Wish, telling: Telling): Promise<Report> {
  const { mailbox, did, chosen } = telling;
  const { failed } = await world.portal.change(mailbox, selection, wish);
  return {
    actor: 'portal',
    mailbox,
    did: told(did, failed),
    selected: chosen.names,
    expect: expectation(world, telling, failed),
  };
}

const told = (did: string, failed: { code: string }[]) =>
  failed.length > 0 ? `${did}; failed: ${failed.map(({ code }) => code).join()}` : did;

/** What did not fail must have come true; what failed must have had a reason. */
function expectation(world: World, { chosen, expect }: Telling, failed: { id: string; code: string }[]) {
  const path = pathOf(world, chosen.folder);
  const failures = new Map(failed.map(({ id, code }) => [copyOf(id, path, world.sight)?.name ?? id, code]));
  const done = new Set([...chosen.names].filter((name) => name.startsWith('V') && !failures.has(name)));
  return (shown: Shown): string | null => {
    const odd = [...failures].find(
      ([, code]) => !(code === 'folder-full' || (chosen.isStale && code === 'message-not-found')),
    );
    return odd ? `${odd[0]} failed without reason: ${odd[1]}` : expect(shown, done);
  };
}

const mark: Step = async (world, picks) => {
  const chosen = await choose(world, picks, isAny);
  if (!chosen) return null;
  const status = picks[3] % 2 === 0 ? 'old' : 'new';
  const { mailbox, folder, rows } = chosen;
  const expect = (shown: Shown, done: Set<string>) =>
    wrongRow(shown, folder, done, (row) => row.status === status, `not ${status}`);
  return change(
    world,
    { ids: idsOf(rows) },
    { status },
    { mailbox, chosen, expect, did: `${mailbox} marks ${text(chosen)} ${status}` },
  );
};

const markAll: Step = async (world, picks) => {
  const chosen = await chooseAll(world, picks, isAny);
  if (!chosen) return null;
  const { mailbox, folder, upTo } = chosen;
  const expect = (shown: Shown, done: Set<string>) =>
    wrongRow(shown, folder, done, (row) => row.status === 'old', 'not old');
  return change(
    world,
    { filter: { folder, upTo } },
    { status: 'old' },
    { mailbox, chosen, expect, did: `${mailbox} marks all of ${folder} old` },
  );
};

/** Everything that a page knows of, by filter. */
async function chooseAll(
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

const move: Step = async (world, picks) => {
  const chosen = await choose(world, picks, (slug) => slug !== 'deleted');
  const target = pick(
    world.folders.filter(({ slug }) => slug !== chosen?.folder && slug !== 'deleted'),
    picks[3],
  )?.slug;
  return chosen && target ? moveTo(world, chosen, target) : null;
};

const remove: Step = async (world, picks) => {
  const chosen = await choose(world, picks, (slug) => slug !== 'deleted');
  return chosen ? moveTo(world, chosen, 'deleted') : null;
};

async function moveTo(world: World, chosen: Chosen, target: FolderSlug): Promise<Report> {
  const { mailbox, folder, rows } = chosen;
  const before = new Map(rows.map((row) => [copyOf(row.id, pathOf(world, folder), world.sight)?.name, row]));
  const wasThere = new Set(copiesIn(world, pathOf(world, target)).map(({ name }) => name));
  const expect = (shown: Shown, done: Set<string>) => {
    const left = shown.get(folder)?.find(({ name }) => done.has(name));
    if (left) return `${left.name} is still shown in ${folder}`;
    return wrongRow(
      shown,
      target,
      done,
      ({ name, status, urgent, from }) => {
        const was = before.get(name);
        if (wasThere.has(name) || chosen.isStale) return true;
        return status === was?.status && urgent === was.urgent && from === (target === 'deleted' ? folder : null);
      },
      `not in ${target} as it was in ${folder}`,
    );
  };
  return change(
    world,
    { ids: idsOf(rows) },
    { folder: target },
    { mailbox, chosen, expect, did: `${mailbox} moves ${text(chosen)} to ${target}` },
  );
}

const restore: Step = async (world, picks) => {
  const chosen = await choose(world, picks, isDeleted);
  if (!chosen) return null;
  const { mailbox, rows } = chosen;
  const visibleBefore = visible(world.sight, world.folders, mailbox);
  const due = new Map(
    rows.flatMap((row) => {
      const copy = copyOf(row.id, pathOf(world, 'deleted'), world.sight);
      return copy ? [[copy.name, { ...row, to: row.from ?? 'inbox' }] as const] : [];
    }),
  );
  const isThere = (name: string, slug: string) =>
    chosen.isStale || visibleBefore.some((copy) => copy.name === name && copy.path === pathOf(world, slug));
  const expect = (shown: Shown, done: Set<string>) => {
    const complaints = [...done].map((name) => {
      const row = due.get(name);
      return row ? unrestored(shown, name, row, isThere(name, row.to)) : `${name} was not in deleted`;
    });
    return complaints.find((complaint) => complaint !== null) ?? null;
  };
  return change(
    world,
    { ids: idsOf(rows) },
    { restore: true },
    { mailbox, chosen, expect, did: `${mailbox} restores ${text(chosen)}` },
  );
};

/** @param wasThere beside the one in Deleted, and thus with a status of its own */
function unrestored(
  shown: Shown,
  name: string,
  row: { to: string; status: string; urgent: boolean },
  wasThere: boolean,
): string | null {
  const now = shown.get(row.to)?.find((each) => each.name === name);
  if (!now) return `${name} is not restored to ${row.to}`;
  if (shown.get('deleted')?.some((each) => each.name === name)) return `${name} is still in deleted`;
  const isAsItWas = now.status === row.status && now.urgent === row.urgent;
  return isAsItWas || wasThere
    ? null
    : `${name} is restored as ${now.status}, urgent ${now.urgent}, and was ${row.status}, urgent ${row.urgent}`;
}

const purge: Step = async (world, picks) => {
  const chosen = await choose(world, picks, isDeleted);
  return chosen ? purgeThese(world, chosen, { ids: idsOf(chosen.rows) }, `purges ${text(chosen)}`) : null;
};

const empty: Step = async (world, picks) => {
  const chosen = await chooseAll(world, picks, isDeleted);
  return chosen
    ? purgeThese(world, chosen, { filter: { folder: 'deleted', upTo: chosen.upTo } }, 'empties deleted')
    : null;
};

async function purgeThese(world: World, chosen: Chosen, selection: Selection, what: string): Promise<Report> {
  const { mailbox } = chosen;
  const { failed } = await world.portal.purge(mailbox, selection);
  for (const name of chosen.names) world.purged.add(name);
  const did = `${mailbox} ${what}`;
  const expect = (shown: Shown, done: Set<string>) => {
    const left = shown.get('deleted')?.find(({ name }) => done.has(name));
    return left ? `${left.name} is still in deleted` : null;
  };
  return {
    actor: 'portal',
    mailbox,
    did: told(did, failed),
    selected: chosen.names,
    purged: chosen.names,
    expect: expectation(world, { mailbox, did, chosen, expect }, failed),
  };
}

function wrongRow(
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

const text = ({ folder, names, isStale }: Chosen) => `${folder} ${[...names].join(' ')}${isStale ? ' (old page)' : ''}`;

const tidy: Step = async (world, [a]) => {
  const mailbox = pick(MAILBOXES, a) ?? MAILBOXES[0];
  await world.portal.tidy(mailbox);
  return { actor: 'portal', mailbox, did: `${mailbox} is tidied` };
};

const restart: Step = async (world) => {
  world.portal.restart();
  return { actor: 'portal', did: 'the portal restarts' };
};

const amiFlips: Step = async (world) => {
  if (world.mode !== 'ami-fails') return null;
  world.isAmiUp = !world.isAmiUp;
  return { actor: 'portal', did: `AMI is ${world.isAmiUp ? 'back' : 'down'}` };
};

export const PORTAL_STEPS = { mark, markAll, move, remove, restore, purge, empty, tidy, restart, amiFlips };
