import type { Selection } from '#lib/mailbox/mailbox.ts';
import type { FolderSlug } from '#lib/voicemail/folder.ts';
import type { Message } from '#lib/voicemail/message.ts';
import { type Chosen, choose, chooseAll, type Step, text } from './choose.ts';
import type { Copy } from './look.ts';
import { isHidden } from './naive.ts';
import { copyOf } from './shown.ts';
import { change, expectation, idsOf, told } from './verb.ts';
import { copiesIn, pathOf, type Report, type Row, type Shown, type World } from './world.ts';

const isDeleted = (slug: FolderSlug) => slug === 'deleted';

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

/** One that somebody took back before stays as they made it; else it is as it was. Of several copies any may show. */
function homecomingOf(world: World, { isStale }: Chosen, row: Message): [string, Homecoming][] | null {
  const copy = copyOf(world, row.id);
  if (!copy) return null;
  const to = row.from ?? 'inbox';
  const like = (path: string) => copiesIn(world, path).filter(({ name }) => name === copy.name);
  const there = like(pathOf(world, to));
  const alive = there.find((each) => !isHidden(each, world.sight, world.folders));
  const isPlain = !isStale && there.length < 2 && like(copy.path).length < 2;
  return [[copy.name, { to, as: isPlain ? asText(statusOf(alive ?? copy)) : null }]];
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

export const DELETED_STEPS = { restore, purge, empty };
