import { afterEach, expect, test } from 'vitest';
import { parseAddress } from '#lib/voicemail/address.ts';
import { phoneSessions, setSessionSource } from './sessions.ts';

afterEach(() => setSessionSource(null));

const addresses = (texts: string[]) => texts.flatMap((text) => parseAddress(text) ?? []);

test.each([
  ['1001@default', ['1001@default'], 'open'],
  ['1001@default', ['1002@default', '1001@default'], 'open'],
  ['1001@default', ['1002@default'], 'none'],
  ['1001@default', ['1001@sales'], 'none'],
  ['100@default', ['1001@default'], 'open'],
  ['1001@default', ['100@default'], 'none'],
  ['1001@default', [], 'open'],
])('a session in %s, where %j have messages, is %s to them', (session, mailboxes, expected) => {
  setSessionSource((isOurs) => (addresses([session]).some(isOurs) ? 'open' : 'none'));
  expect(phoneSessions(addresses(mailboxes))).toBe(expected);
});

test('without a source nobody can say', () => {
  expect(phoneSessions(addresses(['1001@default']))).toBe('unknown');
});
