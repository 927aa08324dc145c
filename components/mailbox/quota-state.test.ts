import { expect, test } from 'vitest';
import type { Quota } from '#lib/voicemail/summary.ts';
import { quotaState } from './quota-state.ts';

const MB = 1024 * 1024;
const NO_LIMIT: Quota = { usedBytes: null, limitBytes: null, usedMessages: null, limitMessages: null };

function stateOf(inboxTotal: number, quota: Partial<Quota> | null = null) {
  const inbox = {
    slug: 'inbox' as const,
    name: 'Inbox',
    new: 0,
    old: inboxTotal,
    urgent: 0,
    total: inboxTotal,
    onPhone: true,
  };
  return quotaState({ folders: [inbox], quota: quota && { ...NO_LIMIT, ...quota }, maxMessages: 100 });
}

test('quotaState() is calm below 80 % and shows both figures', () => {
  const state = stateOf(61, { usedBytes: 18 * MB, limitBytes: 50 * MB });
  expect(state).toMatchObject({
    level: 'calm',
    fullness: 0.61,
    messages: '61 of 100 messages',
    storage: '18 MB of 50',
  });
  expect(stateOf(79).level).toBe('calm');
});

test('quotaState() lets the fuller limit decide', () => {
  expect(stateOf(10, { usedBytes: 45 * MB, limitBytes: 50 * MB })).toMatchObject({
    level: 'nearly-full',
    fullness: 0.9,
    messages: '10 of 100 messages',
    room: 'Room for 5 MB more.',
  });
});

test.each([
  [80, 'Room for 20 more messages.'],
  [85, 'Room for 15 more messages.'],
  [99, 'Room for 1 more message.'],
])('quotaState() warns at %d of 100: %s', (total, room) => {
  expect(stateOf(total)).toMatchObject({ level: 'nearly-full', room });
});

test('quotaState() tells the mail server’s own count of messages from Asterisk’s', () => {
  const state = stateOf(30, { usedMessages: 39, limitMessages: 40 });
  expect(state).toMatchObject({
    level: 'nearly-full',
    messages: '39 of 40 messages',
    room: 'Room for 1 more message.',
  });
});

test.each([
  ['messages', stateOf(100), '100 of 100'],
  ['more messages than allowed', stateOf(5000), '5,000 of 100'],
  ['megabytes', stateOf(3, { usedBytes: 20 * MB, limitBytes: 20 * MB }), '20 MB of 20'],
  ['the server’s count', stateOf(3, { usedMessages: 40, limitMessages: 40 }), '40 of 40'],
])('quotaState() is full by %s', (_what, state, fullest) => {
  expect(state).toMatchObject({ level: 'full', fullness: 1, fullest, room: null });
});

test('quotaState() takes a limit of nothing for full', () => {
  expect(stateOf(0, { usedBytes: 0, limitBytes: 0 }).level).toBe('full');
});

test('quotaState() says less than 10 MB to one decimal', () => {
  expect(stateOf(0, { usedBytes: 9.14 * MB, limitBytes: 20 * MB }).storage).toBe('9.1 MB of 20');
});
