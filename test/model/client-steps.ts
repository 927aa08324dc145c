import { anOrdinaryMail } from '#test/builders.ts';
import type { Step } from './choose.ts';
import type { Copy } from './look.ts';
import { copiesIn, pick, pickSome, type Report, type World } from './world.ts';

/** Some messages of one folder, whatever they are, selected in a mail client. */
function select(world: World, [a, , c]: readonly number[]): { path: string; copies: Copy[] } | null {
  const filled = world.folders.map(({ path }) => path).filter((path) => copiesIn(world, path).length > 0);
  const path = pick(filled, a ?? 0);
  return path === undefined ? null : { path, copies: pickSome(copiesIn(world, path), c ?? 0) };
}

const uidsOf = (copies: Copy[]) => copies.map(({ uid }) => uid).join();
const textOf = (copies: Copy[]) => copies.map(({ path, uid, name }) => `${path} ${uid} ${name}`).join(', ');

function storing(change: (number: number) => string): Step {
  return async (world, picks) => {
    const selected = select(world, picks);
    if (!selected) return null;
    const { client } = world.wires;
    await client.ask(`SELECT "${selected.path}"`);
    const what = change(picks[1]);
    await client.ask(`UID STORE ${uidsOf(selected.copies)} ${what}`);
    return { actor: 'client', did: `a mail client stores ${what} on ${textOf(selected.copies)}` };
  };
}

const flag = storing((number) => (number % 2 === 0 ? '+FLAGS (\\Flagged)' : '-FLAGS (\\Flagged)'));
const read = storing((number) => (number % 2 === 0 ? '+FLAGS (\\Seen)' : '-FLAGS (\\Seen)'));
const markDeleted = storing(() => '+FLAGS (\\Deleted)');
const undelete = storing(() => '-FLAGS (\\Deleted)');

/** Deletes for good, as a mail client without a trash does. */
const expunge: Step = async (world, picks) => {
  const selected = select(world, picks);
  if (!selected) return null;
  const { client } = world.wires;
  await client.ask(`SELECT "${selected.path}"`);
  await client.ask(`UID STORE ${uidsOf(selected.copies)} +FLAGS (\\Deleted)`);
  await client.ask('EXPUNGE');
  const { path, copies } = selected;
  return { actor: 'client', did: `a mail client expunges ${textOf(copies)}`, taken: copies, swept: [path] };
};

function carrying(isMove: boolean): Step {
  return async (world, picks) => {
    const selected = select(world, picks);
    const target = pick(world.folders, picks[1])?.path;
    if (!(selected && target) || (isMove && target === selected.path)) return null;
    const { client } = world.wires;
    await client.tryAll(`CREATE "${target}"`);
    await client.ask(`SELECT "${selected.path}"`);
    await client.ask(`UID COPY ${uidsOf(selected.copies)} "${target}"`);
    const did = `a mail client ${isMove ? 'moves' : 'copies'} ${textOf(selected.copies)} to ${target}`;
    return isMove ? leaving(world, selected, did) : { actor: 'client', did };
  };
}

async function leaving(
  { wires: { client } }: World,
  { path, copies }: { path: string; copies: Copy[] },
  did: string,
): Promise<Report> {
  await client.ask(`UID STORE ${uidsOf(copies)} +FLAGS (\\Deleted)`);
  await client.ask('EXPUNGE');
  return { actor: 'client', did, taken: copies, swept: [path] };
}

const copy = carrying(false);
const move = carrying(true);

/** Ordinary mail, now and then with the Message-ID of a voicemail. */
const append: Step = async (world, [a, b]) => {
  const path = pick(world.folders, a)?.path ?? 'INBOX';
  const forged =
    b % 4 === 0
      ? pick(
          [...world.sight.values()].filter(({ isVoicemail }) => isVoicemail),
          b,
        )
      : undefined;
  const { raw } = anOrdinaryMail();
  const id = forged?.name.slice(1);
  const bytes = id
    ? Buffer.from(
        raw.toString('latin1').replace(/<mail-\d+@example.test>/, () => id),
        'latin1',
      )
    : raw;
  await world.wires.client.tryAll(`CREATE "${path}"`);
  await world.wires.client.append(path, [], bytes);
  return { actor: 'client', did: `ordinary mail comes to ${path}${id ? ` with the id ${id}` : ''}` };
};

/** What would renumber a folder under the phone, which no portal can help, is done rarely while a phone is open. */
const seldom =
  (step: Step): Step =>
  async (world, picks) =>
    world.call && picks[3] % 8 > 0 ? null : step(world, picks);

export const CLIENT_STEPS = {
  flag,
  read,
  markDeleted: seldom(markDeleted),
  undelete,
  expunge: seldom(expunge),
  copy,
  move: seldom(move),
  append,
};
