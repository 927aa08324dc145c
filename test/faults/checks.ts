import { expect } from 'vitest';
import { tidy } from '#lib/mailbox/tidy.ts';
import { CHOSEN, chosenIds, type Scene } from './scene.ts';
import { countsOf, countsShown, type Raw, type Row, rawMails, rowsIn, rowsShown } from './truth.ts';
import type { Verb } from './verbs.ts';

/** What the page shows and the mail server has at one moment. */
export interface View {
  mails: Raw[];
  rows: Row[];
}

/** The page's state is the server's, whatever happened before. */
export async function look({ mailbox, imap, account }: Scene): Promise<View> {
  const rows = await rowsShown(mailbox);
  const counts = await countsShown(mailbox);
  const mails = await rawMails(imap, account);
  expect(rows).toEqual(rowsIn(mails));
  expect(counts).toEqual(countsOf(rows));
  return { mails, rows };
}

const isOf = (name: string) => (row: Row) => row.split(' ')[2] === name;
const withoutUid = (row: Row) => row.replace(/ \d+ /, ' ');
const rowsOf = ({ rows }: View, name: string) => rows.filter(isOf(name)).map(withoutUid);
const bystandersIn = (rows: Row[]) => rows.filter((row) => !CHOSEN.some((name) => isOf(name)(row)));

/** Whether it is a voicemail of ours that the next EXPUNGE of anybody takes along. */
export const isFlaggedDeleted = ({ extension, flags }: Raw): boolean =>
  extension === '1001' && flags.includes('\\Deleted');

/** Nothing is lost but what may be, nothing is there more than twice, and nobody else's is touched. */
export function expectUnharmed(
  { place }: Scene,
  before: View,
  { mails, rows }: View,
  { mayLose = [] }: { mayLose?: string[] } = {},
): void {
  for (const name of CHOSEN) {
    const copies = mails.filter((mail) => mail.caller === name && !isFlaggedDeleted(mail));
    if (!mayLose.includes(name)) expect(copies, `${name} is lost`).not.toEqual([]);
    expect(rows.filter(isOf(name)).length, `copies of ${name}`).toBeLessThanOrEqual(2);
  }
  expect(bystandersIn(rows)).toEqual(bystandersIn(before.rows));
  // Where a plain EXPUNGE is all there is, others' marks are off for its length, and back with the next try.
  const isLifted = !place.circumstance.hasUidPlus;
  expect(bystanders(mails, isLifted)).toEqual(bystanders(before.mails, isLifted));
}

function bystanders(mails: Raw[], isLifted: boolean): string[] {
  return mails
    .filter(({ caller }) => !CHOSEN.includes(caller ?? ''))
    .map(
      ({ folder, uid, flags }) =>
        `${folder} ${uid} ${flags.filter((flag) => !(isLifted && flag === '\\Deleted')).join(' ')}`,
    );
}

/** The same verb again, on what the page shows now, ends as wished; and `tidy` then leaves nothing behind. */
export async function expectNextTryCompletes(
  scene: Scene,
  verb: Verb,
  before: View,
  names: string[] = CHOSEN,
): Promise<void> {
  const ids = await chosenIds(scene.mailbox, verb.from);
  if (ids.length > 0) expect((await verb.act(scene.mailbox, ids)).failed).toEqual([]);
  const rows = await rowsShown(scene.mailbox);
  expect(stateOf(verb, before, { ...before, rows }, names)).toBe('done');
  await tidy(scene.account);
  const end = await look(scene);
  expect(stateOf(verb, before, end, names)).toBe('done');
  expect(bystandersIn(end.rows)).toEqual(bystandersIn(before.rows));
  expect(bystanders(end.mails, false)).toEqual(bystanders(before.mails, false));
  if (names !== CHOSEN) return;
  expect(end.mails.filter(isFlaggedDeleted)).toEqual([]);
  expectNothingHidden(scene, end);
}

function expectNothingHidden({ place }: Scene, { mails, rows }: View): void {
  const { sessions, tidyAfterMinutes } = place.circumstance;
  const mayLinger = sessions === 'unknown' && tidyAfterMinutes > 0;
  const shown = new Set(rows.map((row) => row.split(' ').slice(0, 2).join(' ')));
  const hidden = mails.filter(({ extension }) => extension === '1001').length - shown.size;
  if (!mayLinger) expect(hidden, 'hidden sources').toBe(0);
}

/** How far a verb has come. */
export function stateOf(verb: Verb, before: View, now: View, names: string[] = CHOSEN): string {
  const is = (wanted: (name: string) => boolean) => names.every(wanted);
  if (is((name) => isWished(verb, rowsOf(before, name), rowsOf(now, name)))) return 'done';
  if (is((name) => String(rowsOf(now, name)) === String(rowsOf(before, name)))) return 'as before';
  return is((name) => rowsOf(now, name).length <= 1) ? 'partly done' : 'doubled';
}

function isWished({ to, status, positionSeconds }: Verb, before: string[], now: string[]): boolean {
  if (to === null) return now.length === 0;
  if (to === 'room') return now.length === 0 || (now.length === 1 && now[0]?.startsWith('deleted ') === true);
  const wished = before.map((row) => {
    const [, name, was, ...urgent] = row.split(' ');
    const at = positionSeconds === undefined ? [] : [`@${positionSeconds}`];
    return [to, name, status ?? was, ...urgent, ...at].join(' ');
  });
  return String(now) === String(wished);
}
