import 'server-only';
import { rangesOf } from '#lib/voicemail/uid-ranges.ts';

/** Bounds one command line: RFC 2683 §3.2.1.5 asks clients for at most about 1,000 octets; servers take 8,000 and more. */
const UIDS_PER_COMMAND = 500;

/** `[1, 2, 3, 7]` to `"1:3,7"` (RFC 9051 sequence-set), in chunks that fit a command line each. */
export function uidSets(uids: Iterable<number>): string[] {
  const sorted = [...uids].sort((a, b) => a - b);
  const ranges = rangesOf(sorted).map(([first, last]) => (first === last ? `${first}` : `${first}:${last}`));
  return Array.from({ length: Math.ceil(ranges.length / UIDS_PER_COMMAND) }, (_, chunk) =>
    ranges.slice(chunk * UIDS_PER_COMMAND, (chunk + 1) * UIDS_PER_COMMAND).join(','),
  );
}
