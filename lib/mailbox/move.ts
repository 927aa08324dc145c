import 'server-only';
import { copyMessages } from '#lib/imap/copy.ts';
import type { Entry, FolderIndex } from '#lib/imap/index-cache.ts';
import { NO_MARKS, numberOf } from '#lib/imap/marks.ts';
import { detailsNow } from '#lib/imap/read.ts';
import { storeFlags, storeMarks } from '#lib/imap/write.ts';
import { folderNow, indexNow, type Writing } from '#lib/imap/writing.ts';
import type { MailboxAddress } from '#lib/voicemail/address.ts';
import { type FolderSlug, isOnPhone } from '#lib/voicemail/folder.ts';
import { maxMessagesOf } from './at-the-site.ts';
import { hide } from './hide.ts';
import { messageOf } from './message-of.ts';
import type { Chosen, Group, Outcome } from './outcome.ts';
import { isCountedFor } from './ownership.ts';
import { isMarked, likeIn } from './rows.ts';

/** A chosen message and what stands for it in the target. */
interface Arrival {
  chosen: Chosen;
  copy: Entry;
  /** Taken back from Deleted by the phone or a mail client before: it is as they made it. */
  isTakenBack?: boolean;
}

/**
 * Moves messages by the phone-safe protocol: mark the source, copy, look whether the copy is there, only then hide the
 * source. Cut short anywhere, there is a duplicate and never a loss, and the next try finishes.
 */
export async function move(
  writing: Writing,
  address: MailboxAddress,
  { folder, chosen }: Group,
  to: FolderSlug,
  outcome: Outcome,
): Promise<void> {
  if (!(isOnPhone(to) || to === 'deleted')) return outcome.fail(idsOf(chosen), 'not-allowed');
  const target = await folderNow(writing, to);
  const source = await indexNow(writing, folder);
  if (!source) return outcome.fail(idsOf(chosen), 'message-not-found');
  if (folder === to) {
    const staying = chosen.map((one) => ({ chosen: one, copy: one.entry }));
    return report(outcome, { target: source, arrivals: await detailed(writing, source, staying) });
  }
  const there = chosen.flatMap((one) => arrivalIn(target, one, folder) ?? []);
  const fresh = chosen.filter((one) => !there.some((arrival) => arrival.chosen === one));
  const fitting = fresh.slice(0, roomIn(writing, target, address));
  outcome.fail(idsOf(fresh.slice(fitting.length)), 'folder-full');
  const marked = await markSources(writing, source, [...fitting, ...there.map((arrival) => arrival.chosen)]);
  const copied = await copyAll(writing, marked, fitting, target, outcome);
  const settled = await settle(writing, copied.target, marked, [...there, ...copied.arrivals]);
  await hide(writing, marked, sourcesOf(marked, settled.arrivals));
  report(outcome, settled);
}

const idsOf = (chosen: Chosen[]): string[] => chosen.map(({ id }) => id);

/** A copy that is in the target already, as after a try that was cut short, or hidden there since it was moved away. */
function arrivalIn(target: FolderIndex, chosen: Chosen, from: FolderSlug): Arrival | null {
  if (chosen.entry.headers.messageId === null) return null;
  const like = likeIn(target, chosen.entry);
  // Copies of one message from two folders stay two in Deleted: each has its own way back.
  const copy = like.find(({ flags }) => target.place.slug !== 'deleted' || flags.marks.origin === numberOf(from));
  if (!copy) return null;
  const isLeaving = isMarked(copy, target) && copy.flags.isSeen;
  return { chosen, copy, isTakenBack: from === 'deleted' && !isLeaving };
}

/** Asterisk overruns its array where a folder holds more than `maxmsg` (app_voicemail.c vm_allocate_dh). */
function roomIn({ account }: Writing, target: FolderIndex, address: MailboxAddress): number {
  if (!isOnPhone(target.place.slug)) return Number.POSITIVE_INFINITY;
  const count = [...target.entries.values()].filter((entry) => isCountedFor(entry, address)).length;
  return Math.max(0, maxMessagesOf(account, address) - count);
}

/** In Deleted the mark says where a message came from, and stays. */
async function markSources(writing: Writing, source: FolderIndex, chosen: Chosen[]): Promise<FolderIndex> {
  if (source.place.slug === 'deleted') return source;
  const uids = chosen.flatMap(({ copies }) => copies.map(({ uid }) => uid));
  return storeMarks(writing, source, uids, { origin: numberOf(source.place.slug), isGone: false });
}

async function copyAll(
  writing: Writing,
  source: FolderIndex,
  chosen: Chosen[],
  target: FolderIndex,
  outcome: Outcome,
): Promise<{ target: FolderIndex; arrivals: Arrival[] }> {
  const present = chosen.filter(({ entry }) => source.entries.has(entry.uid));
  outcome.fail(idsOf(chosen.filter((one) => !present.includes(one))), 'message-not-found');
  if (present.length === 0) return { target, arrivals: [] };
  const uids = present.map(({ entry }) => entry.uid);
  const copied = await copyMessages(writing, source, uids, target).catch((error) =>
    unmarked(writing, source, uidsOf(present), error),
  );
  const arrivals = present.flatMap((one) => {
    const copy = copied.copies.get(one.entry.uid);
    return copy ? [{ chosen: one, copy }] : [];
  });
  const failed = present.filter((one) => !arrivals.some((arrival) => arrival.chosen === one));
  const isOverQuota = ({ entry }: Chosen) => copied.overQuota.includes(entry.uid);
  outcome.fail(idsOf(failed.filter(isOverQuota)), 'mailbox-over-quota');
  outcome.fail(idsOf(failed.filter((one) => !isOverQuota(one))), 'mail-server-misbehaved');
  await storeMarks(writing, source, uidsOf(failed), NO_MARKS);
  return { target: copied.target, arrivals };
}

/** A refused copy leaves no mark behind; when the connection died instead, `tidy` finds it. */
async function unmarked(writing: Writing, source: FolderIndex, uids: number[], error: unknown): Promise<never> {
  if (writing.client.usable) await storeMarks(writing, source, uids, NO_MARKS).catch(() => undefined);
  throw error;
}

const uidsOf = (chosen: Chosen[]): number[] => chosen.flatMap(({ copies }) => copies.map(({ uid }) => uid));

/** Gives each copy the flags of its source, which not every server copies, and the right marks. */
async function settle(
  writing: Writing,
  target: FolderIndex,
  source: FolderIndex,
  arrivals: Arrival[],
): Promise<{ target: FolderIndex; arrivals: Arrival[] }> {
  const { slug } = target.place;
  const uids = (which: (arrival: Arrival) => boolean) => arrivals.filter(which).map(({ copy }) => copy.uid);
  let after = target;
  for (const [flag, isSet] of [
    ['\\Seen', ({ flags }: Entry) => flags.isSeen],
    ['\\Flagged', ({ flags }: Entry) => flags.isFlagged],
  ] as const) {
    // What was hidden before is heard because we hid it, and its copy knows better.
    const isHeardByUs = ({ entry }: Chosen) => flag === '\\Seen' && isMarked(entry, source) && entry.flags.isSeen;
    const isDue = ({ chosen, copy, isTakenBack }: Arrival) =>
      !isTakenBack && isSet(copy) !== isSet(chosen.entry) && !isHeardByUs(chosen);
    after = await storeFlags(
      writing,
      after,
      uids((one) => isDue(one) && isSet(one.chosen.entry)),
      { add: [flag] },
    );
    after = await storeFlags(
      writing,
      after,
      uids((one) => isDue(one) && isSet(one.copy)),
      { remove: [flag] },
    );
  }
  const origin = { origin: numberOf(source.place.slug), isGone: false };
  if (slug === 'deleted')
    after = await storeMarks(
      writing,
      after,
      uids(() => true),
      origin,
    );
  // Elsewhere it has arrived: with the mark on, a copy that a mail client takes back would be hidden as on its way out.
  else
    after = await storeMarks(
      writing,
      after,
      uids(() => true),
      NO_MARKS,
    );
  const alive = arrivals.flatMap(({ chosen, copy }) => {
    const entry = after.entries.get(copy.uid);
    return entry ? [{ chosen, copy: entry }] : [];
  });
  return { target: after, arrivals: await detailed(writing, after, alive) };
}

/** A copy has the same bytes, so what was read of the source is true of it; the rest is read while the target is open. */
async function detailed(writing: Writing, target: FolderIndex, arrivals: Arrival[]): Promise<Arrival[]> {
  for (const { chosen, copy } of arrivals) {
    if (copy.detail === null) target.entries.set(copy.uid, { ...copy, detail: chosen.entry.detail });
  }
  const entries = await detailsNow(
    writing,
    target,
    arrivals.map(({ copy }) => copy),
  );
  return arrivals.map((arrival, position) => ({ ...arrival, copy: entries[position] ?? arrival.copy }));
}

function sourcesOf(source: FolderIndex, arrivals: Arrival[]): Entry[] {
  return arrivals.flatMap(({ chosen }) => chosen.copies.flatMap(({ uid }) => source.entries.get(uid) ?? []));
}

function report(outcome: Outcome, { target, arrivals }: { target: FolderIndex; arrivals: Arrival[] }): void {
  for (const { chosen, copy } of arrivals) {
    outcome.change.messages.push({ ...messageOf(target, copy), was: chosen.id });
  }
}
