import { csvOf } from './csv.ts';
import type { ErrorCode } from './errors.ts';
import { folderName } from './folder.ts';
import type { Message } from './message.ts';
import { wallClock } from './recording-name.ts';

/** As many as one download holds. */
export const MOST_EXPORTED = 1000;

/** What became of one message of an export. */
export interface ExportRow {
  id: string;
  /** `null` where nothing is known of it. */
  message: Message | null;
  fileName: string | null;
  /** Why its sound is not there, or not all of it. */
  failed: ErrorCode | null;
}

const HEADING = ['Date', 'Caller', 'Number', 'Seconds', 'Folder', 'Status', 'Urgent', 'File', 'What is missing'];

/** The list that lies beside the sounds: newest first, times in zone `timeZone` (IANA). */
export function exportList(rows: readonly ExportRow[], timeZone: string): string {
  const when = ({ message }: ExportRow) => message?.receivedAt ?? '';
  const sorted = rows.toSorted((a, b) => when(b).localeCompare(when(a)));
  return csvOf([HEADING, ...sorted.map((row) => [...aboutCall(row, timeZone), row.fileName ?? '', missing(row)])]);
}

function aboutCall({ message }: ExportRow, timeZone: string): string[] {
  if (!message) return Array(7).fill('');
  const { caller, receivedAt, durationSeconds, folder, status, urgent } = message;
  const received = { receivedSeconds: Date.parse(receivedAt) / 1000, timeZone, zoneOffsetMinutes: null };
  return [
    wallClock(received).replace('.', ':'),
    caller.name ?? '',
    caller.number ?? (caller.presentation === 'withheld' ? 'withheld' : ''),
    durationSeconds === null ? '' : String(durationSeconds),
    folderName(folder),
    status === 'new' ? 'New' : 'Heard',
    urgent ? 'urgent' : '',
  ];
}

const WORDS: Partial<Record<ErrorCode, string>> = {
  'recording-not-found': 'It came without a recording',
  'recording-unsupported': 'The recording is too large',
  'message-not-found': 'It is no longer here',
  'message-id-stale': 'The mail server has numbered its messages anew',
  'mail-server-unreachable': 'The mail server did not answer',
  'mailbox-busy': 'The mail server was busy',
};

function missing({ failed, fileName }: ExportRow): string {
  if (failed === null) return '';
  const words = WORDS[failed] ?? 'It could not be read';
  return fileName === null ? words : `The sound is cut short: ${words.charAt(0).toLowerCase()}${words.slice(1)}`;
}
