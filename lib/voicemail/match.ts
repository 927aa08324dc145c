import { callerLabel } from './caller.ts';
import type { Caller } from './message.ts';

/** What a search goes by beyond folder and flags; times are ISO 8601, `from` included and `until` not. */
export interface CallSearch {
  q?: string | undefined;
  from?: string | undefined;
  until?: string | undefined;
  minSeconds?: number | undefined;
  maxSeconds?: number | undefined;
}

/** What there is to know of a call. */
export interface Call {
  caller: Caller;
  receivedSeconds: number;
  durationSeconds: number | null;
}

/** The test that a call must pass; what is asked is read once and not for each call. */
export function matcherOf({ q, from, until, minSeconds, maxSeconds }: CallSearch): (call: Call) => boolean {
  const isCaller = callerMatcher(q?.trim() ?? '');
  const [first, end] = [secondsOf(from, Number.NEGATIVE_INFINITY), secondsOf(until, Number.POSITIVE_INFINITY)];
  const hasLength = minSeconds !== undefined || maxSeconds !== undefined;
  const isLength = (seconds: number) =>
    seconds >= (minSeconds ?? 0) && seconds <= (maxSeconds ?? Number.POSITIVE_INFINITY);
  return ({ caller, receivedSeconds, durationSeconds }) =>
    receivedSeconds >= first &&
    receivedSeconds < end &&
    (!hasLength || (durationSeconds !== null && isLength(durationSeconds))) &&
    isCaller(caller);
}

/** Whether names must be known to answer: they are dearer to read than numbers. */
export function asksForName({ q = '' }: CallSearch): boolean {
  return /\p{L}/u.test(q);
}

function secondsOf(instant: string | undefined, otherwise: number): number {
  return instant === undefined ? otherwise : Date.parse(instant) / 1000;
}

function callerMatcher(q: string): (caller: Caller) => boolean {
  if (q === '') return () => true;
  const text = folded(q);
  const isNumber = /^[\d\s+()./-]*$/.test(q) ? numberMatcher(q) : () => false;
  return (caller) =>
    [caller.name ?? '', caller.number ?? '', callerLabel(caller)].some((said) => folded(said).includes(text)) ||
    isNumber(caller.number ?? '');
}

const FEWEST_DIGITS = 3;
/** As a query is longer than what it is to find only when it says more of the same number, no extension may do. */
const FEWEST_SUBSCRIBER_DIGITS = 6;
/** ITU-T E.164 §6.2.1. */
const COUNTRY_CODE_DIGITS = [1, 2, 3];

/** Digits alone count, and a number is the same with a country code as with a leading zero. */
function numberMatcher(q: string): (number: string) => boolean {
  const asked = digitsOf(q);
  const bare = withoutZeros(asked);
  if (asked.length < FEWEST_DIGITS) return (number) => asked !== '' && digitsOf(number).includes(asked);
  return (number) => {
    const digits = digitsOf(number);
    return digits.includes(asked) || isAbroad(digits, asked, bare) || isTail(withoutZeros(digits), bare);
  };
}

/** `020 7946…` and `0044 20…` in `+44 20 7946…`, typed in full or only begun. */
function isAbroad(digits: string, asked: string, bare: string): boolean {
  if (bare === asked || bare.length < FEWEST_DIGITS) return false;
  const places = asked.startsWith('00') ? [0] : COUNTRY_CODE_DIGITS;
  return digits.endsWith(bare) || places.some((length) => digits.startsWith(bare, length));
}

/** `020 7946 0991` where `+44 20 7946 0991` is asked for. */
function isTail(bareDigits: string, bare: string): boolean {
  return bareDigits.length >= FEWEST_SUBSCRIBER_DIGITS && bare.endsWith(bareDigits);
}

const digitsOf = (text: string) => text.replaceAll(/\D/g, '');
const withoutZeros = (digits: string) => digits.replace(/^0+/, '');

/** Letters that Unicode does not take apart into a plain one and its accent. */
const PLAIN: Record<string, string> = { ß: 'ss', æ: 'ae', œ: 'oe', ø: 'o', ł: 'l', đ: 'd', ð: 'd', þ: 'th', ı: 'i' };

/** Without case, accents, and more than one space. */
function folded(text: string): string {
  return text
    .normalize('NFKD')
    .replaceAll(/[\u0300-\u036f]/g, '')
    .toLowerCase()
    .replaceAll(/[ßæœøłđðþı]/g, (letter) => PLAIN[letter] ?? letter)
    .replaceAll(/\s+/g, ' ');
}
