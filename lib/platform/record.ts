import { appendFileSync } from 'node:fs';
import { appendFile } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import { config } from './config.ts';
import { beforeGoodbye } from './goodbye.ts';
import { describeCause, log } from './log.ts';
import { once } from './once.ts';

/** What is recorded: a closed list. `docs/record.md` says what each means. */
export type Deed =
  | 'signed-in'
  | 'refused'
  | 'signed-out'
  | 'signed-out-everywhere'
  | 'second-factor-enrolled'
  | 'second-factor-removed'
  | 'second-factor-refused'
  | 'listened'
  | 'downloaded'
  | 'exported'
  | 'called-back'
  | 'marked'
  | 'moved'
  | 'deleted'
  | 'restored'
  | 'purged'
  | 'greeting-changed'
  | 'greeting-removed';

/** Who did what, from where, and how it ended. */
export interface Deeds {
  what: Deed;
  /** Who signed in: the name at the mail server, or by PIN the mailbox; as it was typed, where nobody was let in. */
  account: string;
  /** What the company calls whoever signed in by their account there. */
  by?: string;
  /** The client's address; `portal` for what nobody asked for just now. */
  from: string;
  mailbox?: string;
  /** Of the messages, as they were asked for. */
  ids?: string[];
  /** What they were marked as, where they were moved to, or which greeting it was. */
  to?: string;
  /** `ok`, or the code of docs/problems.md. */
  outcome: string;
  /** In the order of `ids`; written only where the site asks for it. */
  callers?: { name: string | null; number: string | null }[];
}

const MODE = 0o600;
const MAX_WAITING = 10_000;
const TRY_AGAIN_MS = 10_000;

interface Book {
  waiting: string[];
  /** Lines that found no room while nothing could be written. */
  lost: number;
  isWriting: boolean;
  isFailing: boolean;
}

/**
 * Adds a line to the record, where the site keeps one (`AUDIT_FILE`). Takes no time and never fails: what cannot be
 * written waits, and when too much waits, the record says how much is missing.
 */
export function record({ callers, ...deeds }: Deeds): void {
  const { AUDIT_FILE, AUDIT_CALLERS } = config();
  if (AUDIT_FILE === undefined) return;
  const line = { at: new Date().toISOString(), ...deeds, ...(AUDIT_CALLERS && callers && { callers }) };
  if (book().waiting.length < MAX_WAITING) book().waiting.push(`${JSON.stringify(line)}\n`);
  else book().lost += 1;
  void writeAll(AUDIT_FILE);
}

const book = (): Book =>
  once('record', () => {
    beforeGoodbye(writeLast);
    return { waiting: [], lost: 0, isWriting: false, isFailing: false };
  });

async function writeAll(file: string): Promise<void> {
  if (book().isWriting) return;
  book().isWriting = true;
  while (book().waiting.length > 0) {
    const lines = taken();
    try {
      // Opened anew each time: when logrotate has renamed the file, this makes the next one.
      await appendFile(file, lines.join(''), { mode: MODE });
      book().isFailing = false;
    } catch (error) {
      complainOnce(error);
      book().waiting.unshift(...lines);
      await pause(TRY_AGAIN_MS, undefined, { ref: false });
    }
  }
  book().isWriting = false;
}

/** Everything that waits, to be written in one piece: other processes may write to the same file. */
function taken(): string[] {
  const { waiting, lost } = book();
  book().lost = 0;
  const gap = lost > 0 ? [`${JSON.stringify({ at: new Date().toISOString(), what: 'lost', lines: lost })}\n`] : [];
  return [...waiting.splice(0), ...gap];
}

function complainOnce(error: unknown): void {
  if (!book().isFailing) log().error({ cause: describeCause(error) }, 'the record cannot be written');
  book().isFailing = true;
}

function writeLast(): void {
  const { AUDIT_FILE } = config();
  const lines = taken();
  if (AUDIT_FILE === undefined || lines.length === 0) return;
  try {
    appendFileSync(AUDIT_FILE, lines.join(''), { mode: MODE });
  } catch (error) {
    complainOnce(error);
  }
}
