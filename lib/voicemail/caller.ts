import type { VoicemailHeaders } from './headers.ts';
import type { Caller, Presentation } from './message.ts';
import { type BodyText, recoverName } from './recover-name.ts';
import { cut, printable } from './text.ts';

/** Words that networks and phone systems send in place of a name or number: the caller hid it, or nobody knows it. */
const WITHHELD = /^(anonymous|blocked|private|restricted|withheld)( caller| name| number)?$/i;
const UNKNOWN = /^(asterisk|out[ -]of[ -]area|unavailable|unknown)( caller| name| number)?$/i;
const LONGEST_NUMBER = 80;

type CallerHeaders = Pick<VoicemailHeaders, 'callerName' | 'callerNumber'>;

/** Who called, from the headers and, where the headers lost letters, from the message's first part. */
export function callerOf(headers: CallerHeaders, body: BodyText | null = null): Caller {
  const number = numberOf(headers.callerNumber ?? '');
  const whole = body && headers.callerName !== null ? recoverName(headers.callerName, number ?? '', body) : null;
  const name = nameOf(whole ?? headers.callerName ?? '', number);
  return { name, number, presentation: name || number ? 'shown' : presentationOf(headers) };
}

/** What to call a caller in one line: the name, else the number, else in words. */
export function callerLabel({ name, number, presentation }: Caller): string {
  return name ?? number ?? (presentation === 'withheld' ? 'Withheld number' : 'Unknown caller');
}

function nameOf(text: string, number: string | null): string | null {
  const name = unquoted(printable(text));
  const isNumber = number !== null && withoutSeparators(name) === withoutSeparators(number);
  return name === '' || isNumber || isPlaceholder(name) ? null : name;
}

/** As written, SIP users such as `alice` included, but without quotes, brackets and URI parameters. */
function numberOf(text: string): string | null {
  const [beforeParameters = ''] = text.split(';', 1);
  const number = cut(beforeParameters.replaceAll(/[^ -~]|["<>]/g, '').trim(), LONGEST_NUMBER).trim();
  return number === '' || isPlaceholder(number) ? null : number;
}

/** Of a caller without name and number. Asterisk leaves both empty when the caller hid them. */
function presentationOf({ callerName, callerNumber }: CallerHeaders): Presentation {
  if (callerName === null && callerNumber === null) return 'unknown';
  const said = [callerName, callerNumber].map((text) => unquoted(text ?? ''));
  const isUnknown = said.some((text) => UNKNOWN.test(text)) && !said.some((text) => WITHHELD.test(text));
  return isUnknown ? 'unknown' : 'withheld';
}

function isPlaceholder(text: string): boolean {
  return WITHHELD.test(text) || UNKNOWN.test(text);
}

function unquoted(text: string): string {
  return text
    .trim()
    .replaceAll(/^"+|"+$/g, '')
    .trim();
}

function withoutSeparators(text: string): string {
  return text.replaceAll(/[\s()./-]/g, '');
}
