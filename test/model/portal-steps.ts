import { choose, chooseAll, type Step, text } from './choose.ts';
import { DELETED_STEPS } from './deleted-steps.ts';
import { MOVE_STEPS } from './move-steps.ts';
import { isHidden } from './naive.ts';
import { change, idsOf, wrongRow } from './verb.ts';
import { pathOf, type Shown } from './world.ts';

const isAny = () => true;

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

export const PORTAL_STEPS = { mark, markAll, ...MOVE_STEPS, ...DELETED_STEPS, tidy, restart, amiFlips };
