import 'server-only';
import { VoicemailError } from '#lib/voicemail/errors.ts';
import { likenessOf } from '#lib/voicemail/likeness.ts';
import { uidCopy } from './exec.ts';
import { selectFolder } from './folder.ts';
import type { Entry, FolderIndex } from './index-cache.ts';
import { uidSets } from './uid-set.ts';
import { beginWrite, indexNow, type Writing } from './writing.ts';

/** What became of a COPY: the target as it is now, and the copy of each UID that has one there. */
export interface Copied {
  target: FolderIndex;
  copies: Map<number, Entry>;
  /** The UIDs that there was no room for. */
  overQuota: number[];
}

/**
 * Copies messages and looks whether the copies are there: an OK alone proves nothing, and not every server says where
 * a copy went. What the quota has no room for as a whole is tried in halves.
 * @throws {VoicemailError | ImapFlowError}
 */
export async function copyMessages(
  writing: Writing,
  source: FolderIndex,
  uids: number[],
  target: FolderIndex,
): Promise<Copied> {
  const overQuota: number[] = [];
  for (const part of chunks(uids)) overQuota.push(...(await copyOrHalve(writing, source, part, target)));
  const after = (await indexNow(writing, target.place.slug)) ?? target;
  return { target: after, copies: matched(source, uids, target, after), overQuota };
}

async function copyOrHalve(
  writing: Writing,
  source: FolderIndex,
  uids: number[],
  target: FolderIndex,
): Promise<number[]> {
  try {
    await copy(writing, source, uids, target);
    return [];
  } catch (error) {
    if (!(error instanceof VoicemailError && error.code === 'mailbox-over-quota')) throw error;
  }
  if (uids.length === 1) return uids;
  const middle = uids.length >> 1;
  const first = await copyOrHalve(writing, source, uids.slice(0, middle), target);
  return [...first, ...(await copyOrHalve(writing, source, uids.slice(middle), target))];
}

async function copy(writing: Writing, source: FolderIndex, uids: number[], target: FolderIndex): Promise<void> {
  await selectFolder(writing.client, source.place.path, source.state.uidValidity);
  beginWrite(writing);
  for (const set of uidSets(uids)) await uidCopy(writing.client, set, target.place.wirePath);
}

/** One command line each, so that one that fails has copied nothing (RFC 9051 §6.4.7). */
function chunks(uids: number[]): number[][] {
  const sorted = [...uids].sort((a, b) => a - b);
  return Array.from({ length: Math.ceil(sorted.length / 500) }, (_, n) => sorted.slice(n * 500, (n + 1) * 500));
}

/** Which of the target's newcomers is whose copy. */
function matched(source: FolderIndex, uids: number[], before: FolderIndex, after: FolderIndex): Map<number, Entry> {
  const newcomers = new Map<string, Entry[]>();
  for (const entry of after.entries.values()) {
    if (isKnown(before, after, entry.uid)) continue;
    const likeness = likenessOf(entry.headers, entry.sizeBytes);
    newcomers.set(likeness, [...(newcomers.get(likeness) ?? []), entry]);
  }
  const copies = new Map<number, Entry>();
  for (const uid of uids) {
    const entry = source.entries.get(uid);
    const copy = entry && newcomers.get(likenessOf(entry.headers, entry.sizeBytes))?.shift();
    if (copy) copies.set(uid, copy);
  }
  return copies;
}

/** A folder that was made anew in between holds newcomers only. */
function isKnown(before: FolderIndex, after: FolderIndex, uid: number): boolean {
  return before.state.uidValidity === after.state.uidValidity && uid < before.state.uidNext;
}
