import { expect, test } from 'vitest';
import type { GreetingList } from '#lib/api/greeting-contract.ts';
import { type GreetingKind, heardOf } from '#lib/voicemail/greeting.ts';
import { failureWords, insteadWords, isHeard } from './greeting-words.ts';

const listOf = (...kinds: GreetingKind[]): GreetingList => ({
  refused: null,
  greetings: [],
  heard: heardOf(kinds),
  maxSeconds: 60,
});

test.each<[GreetingKind, GreetingKind[], string]>([
  ['busy', [], 'Callers hear the phone’s own words.'],
  ['busy', ['unavailable'], 'Callers hear the phone’s own words.'],
  ['busy', ['unavailable', 'name'], 'Callers hear the phone’s own words, with your name.'],
  ['unavailable', ['busy', 'temporary', 'name'], 'Callers hear the temporary greeting.'],
  ['name', ['temporary'], 'Callers hear your extension instead.'],
  ['temporary', ['busy'], 'Callers hear your other greetings.'],
])('insteadWords() of no %s beside %j', (kind, there, words) => {
  expect(insteadWords(kind, listOf(...there))).toBe(words);
});

test('isHeard() is true of what callers hear in one case at least', () => {
  const heard = (...kinds: GreetingKind[]) => kinds.filter((kind) => isHeard(kind, listOf(...kinds)));
  expect(heard('unavailable', 'name')).toEqual(['unavailable', 'name']);
  expect(heard('unavailable', 'busy', 'name')).toEqual(['unavailable', 'busy']);
  expect(heard('unavailable', 'busy', 'temporary')).toEqual(['temporary']);
});

test('failureWords() promises the old greeting only where the answer came', () => {
  expect(failureWords('saved', 'mailbox-over-quota')).toMatch(/^Not saved\. .*no room.* Callers hear the old one\.$/);
  expect(failureWords('saved', 'offline')).toMatch(/what they heard before, or the new one\.$/);
  expect(failureWords('removed', 'mail-server-unreachable')).toMatch(/^Not removed\. .*Callers may still hear it\.$/);
});
