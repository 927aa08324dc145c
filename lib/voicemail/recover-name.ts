import { cut, isAscii, printable, textOf } from './text.ts';

/** The first part of the message, transfer encoding undone; the label as the part gives it. */
export interface BodyText {
  bytes: Uint8Array;
  charset: string | null;
}

interface Span {
  start: number;
  end: number;
}

/** The body without bytes above 127, runs of spaces as one; `at[i]` is where the i-th character stood. */
interface Stripped {
  text: string;
  at: number[];
}

const SPACE = 32;
const BODY_BYTES = 4096;
const LONGEST_NAME = 255;
/** At the ends of a name in running text: quotation marks, or words of a script that writes no spaces. */
const NEIGHBOURS = /^[^\p{ASCII}\p{Script=Latin}\p{M}]+|[^\p{ASCII}\p{Script=Latin}\p{M}]+$/gu;

/**
 * The whole caller's name where the header lost its accents: Asterisk deletes bytes above 127 from the header
 * (app_voicemail.c strip_control_and_high) but writes the name raw into the body. `null` when the two do not agree
 * otherwise, when the body has more than one such name, and when nothing was lost.
 */
export function recoverName(name: string, number: string, { bytes, charset }: BodyText): string | null {
  const body = bytes.subarray(0, BODY_BYTES);
  if (body.every((byte) => byte < 128)) return null;
  const stripped = strip(body);
  const certain = [...between(stripped, ' from ', name, ', on '), ...between(stripped, '"', name, `" <${number}>`)];
  const names =
    certain.length > 0
      ? certain.map(({ start, end }) => textOf(body.subarray(start, end), charset))
      : inRunningText(stripped, name, body).map(({ start, end }) =>
          textOf(body.subarray(start, end), charset).replaceAll(NEIGHBOURS, ''),
        );
  const [whole = '', ...others] = new Set(names.map((text) => cut(printable(text).trim(), LONGEST_NAME)));
  return others.length === 0 && !isAscii(whole) ? whole : null;
}

function strip(body: Uint8Array): Stripped {
  const kept: number[] = [];
  const at: number[] = [];
  for (const [i, byte] of body.entries()) {
    if (byte >= 128 || (byte === SPACE && kept.at(-1) === SPACE)) continue;
    kept.push(byte);
    at.push(i);
  }
  return { text: String.fromCharCode(...kept), at };
}

/**
 * Where the name stands between words that a template puts around it: Asterisk's own sentence, and `${VM_CALLERID}`
 * (ast_callerid_merge), which FreePBX uses. Nothing of such a name need have been left: it may be all Chinese.
 */
function between({ text, at }: Stripped, before: string, name: string, after: string): Span[] {
  const needle = oneSpaced(before + name + after);
  return occurrences(text, needle).map((found) => ({
    start: (at[found + before.length - 1] ?? 0) + 1,
    end: at[found + needle.length - after.length] ?? 0,
  }));
}

/** Where the name stands as words of its own, with the letters that only the body has at its ends. */
function inRunningText({ text, at }: Stripped, name: string, body: Uint8Array): Span[] {
  const needle = oneSpaced(name.trim());
  if (needle === '') return [];
  return occurrences(text, needle, endOfSalutation(text))
    .map((found) => {
      let [start, end] = [at[found] ?? 0, (at[found + needle.length - 1] ?? 0) + 1];
      while (isHigh(body[start - 1])) start--;
      while (isHigh(body[end])) end++;
      return { start, end };
    })
    .filter(({ start, end }) => end < body.length && !isAlphanumeric(body[start - 1]) && !isAlphanumeric(body[end]));
}

/** A first line such as "Dear José:" names the owner of the mailbox, not the caller. */
function endOfSalutation(text: string): number {
  const end = text.indexOf('\n', text.search(/\S/));
  return /[:,!]$/.test(text.slice(0, Math.max(end, 0)).trimEnd()) ? end : 0;
}

function occurrences(text: string, needle: string, from = 0): number[] {
  const found: number[] = [];
  for (let i = text.indexOf(needle, from); i >= 0; i = text.indexOf(needle, i + 1)) found.push(i);
  return found;
}

function oneSpaced(text: string): string {
  return text.replaceAll(/ +/g, ' ');
}

function isHigh(byte: number | undefined): boolean {
  return byte !== undefined && byte >= 128;
}

function isAlphanumeric(byte: number | undefined): boolean {
  return byte !== undefined && /[0-9A-Za-z]/.test(String.fromCharCode(byte));
}
