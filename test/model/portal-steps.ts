import type { Selection, Wish } from '#lib/mailbox/mailbox.ts';
import type { FolderSlug } from '#lib/voicemail/folder.ts';
import type { Message } from '#lib/voicemail/message.ts';
import { type Chosen, choose, chooseAll, type Step, text } from './choose.ts';
import type { Copy } from './look.ts';
import { isHidden, visible } from './naive.ts';
import { copyOf } from './shown.ts';
import { copiesIn, pathOf, pick, type Report, type Row, type Shown, type World } from './world.ts';

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
  const due = new Map(rows.flatMap((row) => homecomingOf(world, chosen, row) ?? []));
  const expect = (shown: Shown, done: Set<string>) => {
    const complaints = [...done].map((name) => unrestored(shown, name, due.get(name)));
    return complaints.find((complaint) => complaint !== null) ?? null;
  };
  return change(
    world,
    { ids: idsOf(rows) },
    { restore: true },
    { mailbox, chosen, expect, did: `${mailbox} restores ${text(chosen)}` },
  );
};

/** Where a row of Deleted has to be after its restoration, and how; not how where that is nobody's to say. */
interface Homecoming {
  to: string;
  as: string | null;
}

/** One that somebody took back before stays as they made it; else it is as it was. */
function homecomingOf(world: World, { mailbox, isStale }: Chosen, row: Message): [string, Homecoming][] | null {
  const copy = copyOf(row.id, pathOf(world, 'deleted'), world.sight);
  if (!copy) return null;
  const to = row.from ?? 'inbox';
  const own = visible(world.sight, world.folders, mailbox).filter(({ name }) => name === copy.name);
  const alive = own.filter(({ path }) => path === pathOf(world, to));
  const isPlain = !isStale && alive.length < 2 && own.filter(({ path }) => path === copy.path).length < 2;
  return [[copy.name, { to, as: isPlain ? asText(statusOf(alive[0] ?? copy)) : null }]];
}

const statusOf = ({ flags }: Copy) => ({
  status: flags.has('\\seen') ? 'old' : 'new',
  urgent: flags.has('\\flagged'),
});
const asText = ({ status, urgent }: Pick<Row, 'status' | 'urgent'>) => `${status}${urgent ? ' and urgent' : ''}`;

function unrestored(shown: Shown, name: string, due: Homecoming | undefined): string | null {
  const now = shown.get(due?.to ?? '')?.find((each) => each.name === name);
  if (!(due && now)) return `${name} is not restored to ${due?.to}`;
  if (shown.get('deleted')?.some((each) => each.name === name)) return `${name} is still in deleted`;
  return due.as === null || due.as === asText(now) ? null : `${name} is restored as ${asText(now)}, and was ${due.as}`;
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

/** Quiet is only where no phone is open: an owner who sits there and presses nothing for so long is not modelled. */
const tidy: Step = async (world, [a]) => {
  const isQuiet = !world.call && a % 2 === 0;
  await world.portal.tidy(isQuiet);
  const { folders } = world;
  const expect = () => {
    const left = [...world.sight.values()].find(
      (copy) => copy.path !== pathOf(world, 'deleted') && isHidden(copy, world.sight, folders),
    );
    return isQuiet && left ? `${left.name} is still hidden in ${left.path}` : null;
  };
  return { actor: 'portal', did: `the mailbox is tidied${isQuiet ? ' after a quiet time' : ''}`, expect };
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
