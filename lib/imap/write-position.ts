import 'server-only';
import type { ImapFlow } from 'imapflow';
import { withPosition } from './flags.ts';
import { selectFolder } from './folder.ts';
import { type FolderIndex, keepIndex } from './index-cache.ts';
import { POSITION_KEYWORDS, positionKeywords } from './marks.ts';
import { notePositions } from './positions.ts';
import { storeFlags } from './write.ts';
import type { Writing } from './writing.ts';

/**
 * Keeps where playing stopped (a step of `lib/voicemail/position.ts`): as keywords and as nothing else, so that no phone,
 * lamp or list sees a difference; in memory where the folder keeps no keywords of ours (PERMANENTFLAGS, RFC 9051 §7.1).
 * @returns the folder as it is now
 * @throws {VoicemailError} message-id-stale, and of the mail server kind
 */
export async function storePosition(
  writing: Writing,
  index: FolderIndex,
  uids: number[],
  step: number,
): Promise<FolderIndex> {
  const { client, account } = writing;
  const isOther = ({ entries }: FolderIndex, uid: number) => entries.get(uid)?.flags.positionStep !== step;
  const due = uids.filter((uid) => isOther(index, uid));
  if (due.length === 0) return index;
  await selectFolder(client, index.place.path, index.state.uidValidity);
  const add = positionKeywords(step);
  const worn = due.map((uid) => index.entries.get(uid)?.flags.positionStep ?? 0);
  const remove = POSITION_KEYWORDS.filter((word, bit) => !add.includes(word) && worn.some((old) => old & (1 << bit)));
  if (!isKept(client, [...add, ...remove])) return remembered(writing, index, due, step);
  notePositions(account, index, due, null);
  const after = await storeFlags(writing, index, due, { add, remove });
  const missed = due.filter((uid) => after.entries.has(uid) && isOther(after, uid));
  return missed.length > 0 ? remembered(writing, after, missed, step) : after;
}

/** A server that says nothing of it keeps all flags. */
function isKept({ mailbox }: ImapFlow, words: string[]): boolean {
  const permanent = mailbox ? mailbox.permanentFlags : undefined;
  if (!permanent || permanent.has('\\*')) return true;
  const kept = new Set([...permanent].map((flag) => flag.toLowerCase()));
  return words.every((word) => kept.has(word.toLowerCase()));
}

function remembered({ account }: Writing, index: FolderIndex, uids: number[], step: number): FolderIndex {
  const entries = new Map(index.entries);
  for (const uid of uids) {
    const entry = entries.get(uid);
    if (entry) entries.set(uid, { ...entry, flags: withPosition(entry.flags, step) });
  }
  const after = { ...index, entries };
  notePositions(account, after, uids, step || null);
  keepIndex(account, after);
  return after;
}
