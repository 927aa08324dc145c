import 'server-only';
import type { Flags } from './index-cache.ts';
import { type Marks, marksOf, positionStepOf } from './marks.ts';

/** What we noted ourselves, which then counts. */
interface Noted {
  marks?: Marks | undefined;
  positionStep?: number | undefined;
}

/** One object for all messages with the same flags: 256 at most for each position, and most have none. */
const shared = new Map<string, Flags>();

/** Flags have no case (RFC 9051 §2.3.2). */
export function flagsOf(flags: Set<string> = new Set(), noted: Noted = {}): Flags {
  const names = new Set([...flags].map((flag) => flag.toLowerCase()));
  const has = (name: string) => names.has(name);
  return share({
    isSeen: has('\\seen'),
    isFlagged: has('\\flagged'),
    isDeleted: has('\\deleted'),
    marks: noted.marks ?? marksOf(has),
    positionStep: noted.positionStep ?? positionStepOf(has),
  });
}

/** The same flags with other marks. */
export function withMarks(flags: Flags, { origin, isGone }: Marks): Flags {
  return share({ ...flags, marks: { origin, isGone } });
}

/** The same flags at another position. */
export function withPosition(flags: Flags, positionStep: number): Flags {
  return share({ ...flags, positionStep });
}

function share(flags: Flags): Flags {
  const { isSeen, isFlagged, isDeleted, marks, positionStep } = flags;
  const key = [isSeen, isFlagged, isDeleted, marks.isGone, marks.origin, positionStep].join();
  const known = shared.get(key) ?? flags;
  shared.set(key, known);
  return known;
}
