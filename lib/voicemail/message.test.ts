import { expect, test } from 'vitest';
import { messageId, parseMessageId } from './message.ts';

test('parseMessageId() and messageId() are each other backwards', () => {
  const id = 'stray-old.4294967295.42';
  const place = parseMessageId(id);
  expect(place).toEqual({ folder: 'stray-old', uidValidity: 4_294_967_295, uid: 42 });
  expect(place && messageId(place)).toBe(id);
});

test.each([
  '',
  'inbox',
  'inbox.1',
  'inbox.1.0',
  'inbox.01.1',
  'inbox.1.4294967296',
  'INBOX.1.1',
  'drafts.1.1',
  'inbox.1.1.1',
  'inbox.1.1\n',
  '../inbox.1.1',
])('parseMessageId() refuses %j', (text) => {
  expect(parseMessageId(text)).toBeNull();
});
