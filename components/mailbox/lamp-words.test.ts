import { expect, test } from 'vitest';
import type { Lamp } from '#lib/voicemail/summary.ts';
import { lampNotKnown, lampWords } from './lamp-words.ts';

const lit: Lamp = { on: true, new: 2, old: 0, urgent: 1, confirmed: true, reason: null, phone: null };
const plain = (text: string) => text.replaceAll('\u00a0', ' ');

test.each<[Partial<Lamp>, string, string]>([
  [{}, 'Lamp on: 2 new, 1 urgent', 'The phone agrees'],
  [{ urgent: 0 }, 'Lamp on: 2 new', 'The phone agrees'],
  [{ on: false, new: 0, urgent: 0 }, 'Lamp off: nothing new', 'The phone agrees'],
  [
    { confirmed: false, reason: 'no-ami' },
    'Lamp should be on: 2 new, 1 urgent',
    'The lamp follows at the phone system’s next poll: this site has no direct line to it (AMI).',
  ],
  [
    { confirmed: false, reason: 'ami-refused' },
    'Lamp should be on: 2 new, 1 urgent',
    'Not confirmed: the phone system refuses the portal’s AMI name or secret.',
  ],
  [
    { confirmed: false, reason: 'counts-differ', phone: { new: 1, old: 3, urgent: 0 } },
    'Lamp should be on: 2 new, 1 urgent',
    'The phone system counts 1 new, 0 urgent and 3 old messages. Administrators: see docs/phone.md.',
  ],
])('lampWords() of %j', (lamp, line, detail) => {
  const words = lampWords({ ...lit, ...lamp });
  expect([plain(words.line), words.detail]).toEqual([line, detail]);
});

test.each<[Lamp['reason'], boolean]>([
  [null, false],
  ['no-ami', false],
  ['phone-in-use', false],
  ['ami-down', true],
  ['counts-differ', true],
])('a lamp that is not confirmed for %s may be refreshed: %s', (reason, mayRefresh) => {
  expect(lampWords({ ...lit, reason }).mayRefresh).toBe(mayRefresh);
});

test('lampNotKnown() says whose silence it is', () => {
  expect(lampNotKnown('mail-server-unreachable').detail).toBe('The mail server does not answer');
  expect(lampNotKnown('offline').detail).toBe('This page cannot reach its server');
});
