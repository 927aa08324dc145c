import type { FolderSlug } from '#lib/voicemail/folder.ts';
import { type Chosen, choose, chooseAll, type Step, text } from './choose.ts';
import { copyOf } from './shown.ts';
import { change, idsOf, stillIn, wrongRow } from './verb.ts';
import { copiesIn, MAILBOXES, pathOf, pick, pickSome, type Report, type Row, type Shown, type World } from './world.ts';

const isRemovable = (slug: FolderSlug) => slug !== 'deleted';

const move: Step = async (world, picks) => {
  const chosen = await choose(world, picks, isRemovable);
  const target = pick(
    world.folders.filter(({ slug }) => slug !== chosen?.folder && slug !== 'deleted'),
    picks[3],
  )?.slug;
  return chosen && target ? moveTo(world, chosen, target) : null;
};

const remove: Step = async (world, picks) => {
  const chosen = await choose(world, picks, isRemovable);
  return chosen ? moveTo(world, chosen, 'deleted') : null;
};

async function moveTo(world: World, chosen: Chosen, target: FolderSlug): Promise<Report> {
  const { mailbox, folder, rows } = chosen;
  const before = new Map(rows.map((row) => [copyOf(world, row.id)?.name, row]));
  const wasThere = new Set(copiesIn(world, pathOf(world, target)).map(({ name }) => name));
  const expect = (shown: Shown, done: Set<string>) => {
    const isAsItWas = ({ name, status, urgent, from }: Row) => {
      const was = before.get(name);
      if (wasThere.has(name) || chosen.isStale) return true;
      return status === was?.status && urgent === was.urgent && from === (target === 'deleted' ? folder : null);
    };
    return (
      stillIn(shown, folder, done) ??
      wrongRow(shown, target, done, isAsItWas, `not in ${target} as it was in ${folder}`)
    );
  };
  return change(
    world,
    { ids: idsOf(rows) },
    { folder: target },
    { mailbox, chosen, expect, did: `${mailbox} moves ${text(chosen)} to ${target}` },
  );
}

/** All that a page shows of a folder, by filter. */
const removeAll: Step = async (world, picks) => {
  const chosen = await chooseAll(world, picks, isRemovable);
  if (!chosen) return null;
  const { mailbox, folder, upTo } = chosen;
  const expect = (shown: Shown, done: Set<string>) =>
    stillIn(shown, folder, done) ?? wrongRow(shown, 'deleted', done, () => true, 'not in deleted');
  const did = `${mailbox} removes all of ${folder}`;
  return change(world, { filter: { folder, upTo } }, { folder: 'deleted' }, { mailbox, chosen, expect, did });
};

/** Rows of several folders in one go, among them copies of one message. */
const removeHereAndThere: Step = async (world, [a, , c, d]) => {
  const mailbox = pick(MAILBOXES, a) ?? MAILBOXES[0];
  const picked = await Promise.all(
    world.folders
      .filter(({ slug }) => slug !== 'deleted')
      .map(async ({ slug }, i) => {
        const { messages } = await world.portal.list(mailbox, { folder: slug });
        return messages.length > 0 ? pickSome(messages, c + d * i) : [];
      }),
  );
  const rows = picked.flat();
  const names = new Set(rows.map(({ id }) => copyOf(world, id)?.name ?? id));
  const chosen: Chosen = { mailbox, folder: 'inbox', rows, names, isStale: false, upTo: null };
  const expect = (shown: Shown, done: Set<string>) => {
    const left = rows.find(({ id, folder }) => shown.get(folder)?.some((row) => row.id === id));
    return left ? `${left.id} is still shown` : wrongRow(shown, 'deleted', done, () => true, 'not in deleted');
  };
  const did = `${mailbox} removes ${rows.map(({ id }) => `${id} ${copyOf(world, id)?.name}`).join(', ')}`;
  return rows.length > 0
    ? change(world, { ids: idsOf(rows) }, { folder: 'deleted' }, { mailbox, chosen, expect, did })
    : null;
};

export const MOVE_STEPS = { move, remove, removeAll, removeHereAndThere };
