import { readdirSync, readFileSync } from 'node:fs';
import type { Attachment } from './asterisk.ts';

const FOLDER = new URL('fixtures/asterisk-16/', import.meta.url);

/** The messages that a real Asterisk wrote, by file name. */
export const FIXTURES: readonly string[] = readdirSync(FOLDER).filter((name) => name.endsWith('.eml'));

export function readFixture(name: string): Buffer {
  return readFileSync(new URL(name, FOLDER));
}

/** The sound of a message that Asterisk wrote: part 2, always last but for an intro, which these do not have. */
export function soundOf(raw: Buffer): Attachment {
  const text = raw.toString('latin1');
  const [, extension = ''] = /filename="[^".]+\.([^"]+)"/.exec(text) ?? [];
  const base64 = text.slice(text.indexOf('\r\n\r\n', text.indexOf('Content-Disposition')), text.lastIndexOf('\r\n--'));
  return { extension, bytes: Buffer.from(base64, 'base64') };
}
