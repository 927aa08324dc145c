import { gone, INVARIANTS, type Moment } from './invariants.ts';
import type { Sight } from './look.ts';
import { userOf } from './phone-steps.ts';
import { checkCounts, checkLamp, checkShown, showMailbox } from './shown.ts';
import { count, MAILBOXES, pick, type Report, type World } from './world.ts';

/** What the page must show, beside what must hold of the mail. */
const PAGE = {
  truth: 'a row says what the mail server has',
  shown: 'each message is shown once in its folder, and every live one somewhere',
  counts: 'the counts are those of the rows',
  lamp: "the lamp is what Asterisk's searches find",
  verb: 'a verb does what it says',
} as const;

interface Step {
  report: Report;
  /** What the phone had open before. */
  openedPath: string | undefined;
}

/** Something that must hold, and did not. */
export class Violation extends Error {
  override readonly name = 'Violation';

  constructor(
    readonly invariant: string,
    complaints: string[],
    did: string[],
  ) {
    super([`NOT SO: ${invariant}`, ...complaints, 'after:', ...did].join('\n  '));
  }
}

/**
 * Looks at everything after a step.
 * @param watched the invariants to hold it against
 * @throws {Violation} the first that does not hold
 */
export async function judge(
  world: World,
  { report, openedPath }: Step,
  watched: (invariant: string) => boolean,
): Promise<void> {
  const before = world.sight;
  const after = await world.onlooker.look(await world.portal.notes());
  noteLeftDeleted(world, report, before, after);
  noteDisturbance(world, openedPath, report, after);
  const require = (invariant: string, complaints: string[]) => {
    if (complaints.length > 0 && watched(invariant)) throw new Violation(invariant, complaints, world.did);
  };
  const moment: Moment = { world, before, after, report };
  for (const [invariant, holds] of Object.entries(INVARIANTS)) require(invariant, holds(moment));
  world.sight = after;
  if (isLookedAt(world, report) && Object.values(PAGE).some(watched)) await judgePage(world, report, require);
  noteDeletions(world, report);
  if (report.phone === 'hung up') world.call = null;
  if (report.phone === 'reopened' && world.call) world.call.isDisturbed = false;
}

function noteDeletions(world: World, { presses = [] }: Report): void {
  const deletions = presses.filter(({ key }) => key === 'delete').length;
  const what = world.call?.isDisturbed ? 'disturbed by a mail client' : deletions > 1 ? 'of two or more' : 'of one';
  if (deletions > 0) count(world, `deletions on the phone ${what}`);
}

const LOOKED_AT = 3;

/** To read all folders costs ten times a step: after what others did the page is looked at now and then. */
function isLookedAt({ steps }: World, { actor, phone }: Report): boolean {
  return actor === 'portal' || phone !== undefined || steps % LOOKED_AT === 0;
}

type Require = (invariant: string, complaints: string[]) => void;

async function judgePage(world: World, report: Report, require: Require): Promise<void> {
  const mailbox = report.mailbox ?? pick(MAILBOXES, world.steps) ?? MAILBOXES[0];
  const turn = pick(world.folders, world.steps)?.slug;
  const folders = world.folders.filter(({ slug }) => slug === turn || (report.shows?.includes(slug) ?? true));
  const { shown, complaints } = await showMailbox(world, mailbox, folders);
  require(PAGE.truth, complaints);
  require(PAGE.shown, checkShown(world, mailbox, shown));
  const summary = await world.portal.summary(mailbox);
  require(PAGE.counts, checkCounts(world, mailbox, summary, shown));
  require(PAGE.lamp, await checkLamp(world, userOf(mailbox), summary));
  const complaint = report.expect?.(shown);
  require(PAGE.verb, complaint ? [complaint] : []);
}

/** Whose doing it was decides whose fault it is when a phone session goes wrong. */
function noteLeftDeleted(world: World, { actor }: Report, before: Sight, after: Sight): void {
  if (actor !== 'portal') return;
  for (const { key, flags } of after.values()) {
    if (flags.has('\\deleted') && !before.get(key)?.flags.has('\\deleted')) world.leftDeleted.add(key);
  }
}

/** A folder that a mail client renumbered under the phone is not the portal's fault. */
function noteDisturbance(world: World, path: string | undefined, { actor, presses = [] }: Report, after: Sight): void {
  if (!world.call || actor === 'portal') return;
  const hits = new Set(presses.map((press) => `${press.path} ${press.hit?.uid}`));
  const others = gone(world.sight, after).filter(
    (copy) => copy.path === path && !hits.has(`${copy.path} ${copy.uid}`) && !world.leftDeleted.has(copy.key),
  );
  if (others.length > 0) world.call.isDisturbed = true;
}
