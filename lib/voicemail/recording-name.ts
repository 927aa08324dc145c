import { callerLabel } from './caller.ts';
import { LAST_SECOND_OF_9999 } from './date-header.ts';
import type { Caller } from './message.ts';
import { cut, printable } from './text.ts';

interface Received {
  /** Unix time. */
  receivedSeconds: number;
  /** The reader's zone as IANA names it; when unknown or not given, `zoneOffsetMinutes` counts, else UTC. */
  timeZone: string | null;
  zoneOffsetMinutes: number | null;
}

export interface RecordingFile extends Received {
  caller: Caller;
  /** As stored, case kept: `WAV` is not `wav`. */
  extension: string | null;
}

/** What Windows, macOS or a URL would not take in a file's name. */
const ILLEGAL = /[\p{Cs}<>:"/\\|?*#%]/gu;
/** With date and extension below the 255 bytes that file systems allow, whatever the script. */
const LONGEST_NAME = 40;
const LONGEST_NUMBER = 30;

/** The name a downloaded recording gets: `2026-11-22 22.15 Dr Patel +12025550143.gsm`. */
export function recordingFileName({ caller, extension, ...received }: RecordingFile): string {
  const number = caller.name === null ? null : caller.number;
  const words = [wallClock(received), cut(callerLabel(caller), LONGEST_NAME), cut(number ?? '', LONGEST_NUMBER)];
  const stem = printable(words.join(' ')).replaceAll(ILLEGAL, '_').trim();
  return extension && /^[a-z0-9]{1,16}$/i.test(extension) ? `${stem}.${extension}` : stem;
}

/** A Content-Disposition that saves: plain ASCII for old browsers, the whole name beside it (RFC 6266 §5, RFC 8187). */
export function contentDisposition(fileName: string): string {
  const name = printable(fileName).replaceAll(/[\p{Cs}"\\]/gu, '_');
  const ascii = name
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .replaceAll(/[^ -~]|["\\%]/g, '_');
  const encoded = encodeURIComponent(name).replaceAll(/['()*]/g, (char) => `%${char.charCodeAt(0).toString(16)}`);
  return `attachment; filename="${ascii}"; filename*=UTF-8''${encoded}`;
}

/** `2026-11-22 22.15` */
export function wallClock({ receivedSeconds, timeZone, zoneOffsetMinutes }: Received): string {
  return (inZone(receivedSeconds, timeZone) ?? atOffset(receivedSeconds, zoneOffsetMinutes ?? 0)).replace(':', '.');
}

/** `null` when there is no zone or none that the runtime knows. Swedish writes dates as ISO 8601 does. */
function inZone(seconds: number, timeZone: string | null): string | null {
  if (timeZone === null) return null;
  try {
    return new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'short' }).format(
      seconds * 1000,
    );
  } catch {
    return null;
  }
}

function atOffset(seconds: number, offsetMinutes: number): string {
  const there = Math.min(Math.max(seconds + offsetMinutes * 60 || 0, 0), LAST_SECOND_OF_9999);
  return new Date(there * 1000).toISOString().slice(0, 16).replace('T', ' ');
}
