import 'server-only';
import type { Flags } from './index-cache.ts';
import { type Marks, marksOf } from './marks.ts';

/** One object for all messages with the same flags: 256 at most. */
const shared = new Map<string, Flags>();

/** Flags have no case (RFC 9051 §2.3.2). @param noted the marks that our ledger has, which then count */
export function flagsOf(flags: Set<string> = new Set(), noted?: Marks): Flags {
  const names = new Set([...flags].map((flag) => flag.toLowerCase()));
  const has = (name: string) => names.has(name);
  const marks = noted ?? marksOf(has);
  return share({ isSeen: has('\\seen'), isFlagged: has('\\flagged'), isDeleted: has('\\deleted'), marks });
}

/** The same flags with other marks. */
export function withMarks(flags: Flags, { origin, isGone }: Marks): Flags {
  return share({ ...flags, marks: { origin, isGone } });
}

function share(flags: Flags): Flags {
  const { isSeen, isFlagged, isDeleted, marks } = flags;
  const key = [isSeen, isFlagged, isDeleted, marks.isGone, marks.origin].join();
  const known = shared.get(key) ?? flags;
  shared.set(key, known);
  return known;
}
