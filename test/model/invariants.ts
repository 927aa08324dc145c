import type { Copy, Sight } from './look.ts';
import { isMarked } from './naive.ts';
import type { Report, World } from './world.ts';

/** Everything that must hold after a step between what was, what was done and what is. */
export interface Moment {
  world: World;
  before: Sight;
  after: Sight;
  report: Report;
}

type Invariant = (moment: Moment) => string[];

/** What must hold of the mail itself, whatever the page shows. */
export const INVARIANTS = {
  'no voicemail is lost that nobody purged': ({ world, before, after, report }) =>
    gone(before, after)
      .filter(({ isVoicemail }) => isVoicemail)
      .filter((copy) => !mayGo(copy, { world, before, after, report }))
      .map((copy) => `${label(copy)} is gone`),

  'no ordinary mail is touched by the portal': ({ before, after, report }) =>
    report.actor !== 'portal' ? [] : differences(before, after, ({ isVoicemail }) => !isVoicemail),

  "no other mailbox's voicemail is touched by a verb": ({ before, after, report: { actor, mailbox, selected } }) =>
    actor !== 'portal' || !selected
      ? []
      : differences(before, after, (copy) => copy.isVoicemail && copy.mailbox !== mailbox),

  'no phone key acts on a message other than the one heard': ({ world: { call }, report: { presses = [] } }) =>
    call?.isDisturbed
      ? []
      : presses
          .filter(({ meant, hit }) => meant !== hit?.name)
          .map(({ key, path, meant, hit }) => `${key} in ${path} meant ${meant} and hit ${hit?.name ?? 'nothing'}`),

  // A session makes its list of numbers when a box is opened; one whose box was empty has none to get wrong.
  'nothing leaves a folder under an open phone': ({ world, before, after, report }) =>
    report.actor !== 'portal' || !world.call?.phone.places.length
      ? []
      : gone(before, after)
          .filter(({ path }) => isOnPhone(path, world))
          .map((copy) => `${label(copy)} was expunged during a phone session`),

  'the portal leaves nothing flagged \\Deleted': ({ before, after, report }) =>
    report.actor !== 'portal'
      ? []
      : [...after.values()]
          .filter(({ key, flags }) => flags.has('\\deleted') && !before.get(key)?.flags.has('\\deleted'))
          .map((copy) => `${label(copy)} was left \\Deleted`),

  // But for what it is taking out itself: there nobody can tell whose \Deleted it is, and left lying it would do harm.
  "the portal lifts nobody's \\Deleted": ({ world, before, after, report }) =>
    report.actor !== 'portal'
      ? []
      : [...before.values()]
          .filter(({ key, flags }) => flags.has('\\deleted') && after.get(key)?.flags.has('\\deleted') === false)
          .filter((copy) => !(isMarked(copy, world.folders) && copy.flags.has('\\seen')))
          .map((copy) => `${label(copy)} is no longer \\Deleted`),
} satisfies Record<string, Invariant>;

export type InvariantName = keyof typeof INVARIANTS;

/** Whether the step that was reported gave it leave to go. */
function mayGo(copy: Copy, { world, after, report }: Moment): boolean {
  if (report.actor !== 'portal') return isTakenBy(report, copy, world);
  const { selected, purged } = report;
  const isLeaving = isMarked(copy, world.folders) && copy.flags.has('\\seen');
  if (purged?.has(copy.name)) return true;
  if (isLeaving && world.purged.has(copy.name)) return true;
  const isKept = [...after.values()].some(
    ({ name, path, flags }) => name === copy.name && path !== copy.path && !flags.has('\\deleted'),
  );
  return isKept && (isLeaving || selected?.has(copy.name) === true);
}

/** A mail client took it, the phone's owner deleted it, or Asterisk swept up what a mail client had flagged. */
function isTakenBy({ taken = [], presses = [], swept = [] }: Report, copy: Copy, world: World): boolean {
  const isOwnVictim = world.leftDeleted.has(copy.key) && ![...world.sight.values()].some(isTwinOf(copy));
  if (taken.some(({ key }) => key === copy.key)) return true;
  if (presses.some(({ key, path, hit }) => key === 'delete' && path === copy.path && hit?.uid === copy.uid))
    return true;
  return swept.includes(copy.path) && copy.flags.has('\\deleted') && !isOwnVictim;
}

const isTwinOf = (copy: Copy) => (other: Copy) => other.name === copy.name && other.key !== copy.key;

export function gone(before: Sight, after: Sight): Copy[] {
  return [...before.values()].filter(({ key }) => !after.has(key));
}

function differences(before: Sight, after: Sight, concerns: (copy: Copy) => boolean): string[] {
  const came = gone(after, before).filter(concerns);
  const stayed = [...before.values()].filter((copy) => concerns(copy) && after.has(copy.key));
  return [
    ...gone(before, after)
      .filter(concerns)
      .map((copy) => `${label(copy)} is gone`),
    ...came.map((copy) => `${label(copy)} has come`),
    ...stayed.filter(({ key, flags }) => flagText(flags) !== flagText(after.get(key)?.flags)).map(changed(after)),
  ];
}

const changed = (after: Sight) => (copy: Copy) => `${label(copy)} now has ${flagText(after.get(copy.key)?.flags)}`;

const flagText = (flags: ReadonlySet<string> = new Set()): string => [...flags].sort().join(' ');

function isOnPhone(path: string, { folders }: World): boolean {
  return folders.some((folder) => folder.path === path && folder.slug !== 'deleted');
}

function label({ path, uid, name, mailbox, flags }: Copy): string {
  return `${path} ${uid} ${name} of ${mailbox ?? 'nobody'} (${flagText(flags)})`;
}
