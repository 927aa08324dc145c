import type { Misbehaviour } from '#test/bad-imap-plan.ts';

/** One way for one command to go wrong. */
export interface Fault {
  name: string;
  rule: Omit<Misbehaviour, 'at' | 'skip'>;
  /** Whether it is another thing for a command that only reads. */
  forReading?: boolean;
  /** Whether every circumstance is worth it; a server's other words for the same are tried in the first. */
  everywhere?: boolean;
}

const once = { times: 1 };

/** What can go wrong at any command: the columns of the matrix. */
export const FAULTS: Fault[] = [
  { name: 'cut before', rule: { does: 'drop', ...once }, forReading: true, everywhere: true },
  { name: 'cut after', rule: { does: 'drop', when: 'after', ...once }, forReading: true, everywhere: true },
  { name: 'cut, done later', rule: { does: 'strand', ...once }, everywhere: true },
  { name: 'delay', rule: { does: 'wait', waitMs: 20, ...once }, forReading: true },
  { name: 'NO', rule: { does: 'no', ...once }, forReading: true, everywhere: true },
  { name: 'BAD', rule: { does: 'bad', ...once }, forReading: true },
  { name: 'NO [OVERQUOTA]', rule: { does: 'no', code: 'OVERQUOTA', ...once } },
  { name: 'NO [INUSE]', rule: { does: 'no', code: 'INUSE', ...once }, forReading: true },
  { name: 'NO after', rule: { does: 'no', when: 'after', ...once }, everywhere: true },
  { name: 'BAD after', rule: { does: 'bad', when: 'after', ...once } },
  { name: 'NO from then on', rule: { does: 'no' }, everywhere: true },
  { name: 'down from then on', rule: { does: 'drop' }, forReading: true, everywhere: true },
];

const WRITES = /^(UID )?(STORE|COPY|MOVE|EXPUNGE|APPEND|CREATE|SUBSCRIBE)\b/;

/** What can go wrong at this command. */
export function faultsAt(command: string, { isFirst }: { isFirst: boolean }): Fault[] {
  const isWrite = WRITES.test(command);
  return FAULTS.filter(
    ({ forReading = false, everywhere = false }) => (isWrite || forReading) && (isFirst || everywhere),
  ).filter(({ name }) => isWrite || isFirst || name === 'cut before' || name === 'NO');
}
