import { beforeAll, expect, test } from 'vitest';
import { parseHeaderBlock } from '#lib/voicemail/headers.ts';
import { aMessage } from '#test/builders.ts';
import { pointSettingsAt } from '#test/mailbox.ts';
import { Account } from './account.ts';
import { entryBytes } from './entry-bytes.ts';
import { flagsOf } from './flags.ts';
import { cachedIndex, type Entry, type FolderIndex, keepIndex } from './index-cache.ts';
import { closeConnection } from './pool.ts';

const PLACE = { slug: 'inbox', path: 'INBOX', wirePath: 'INBOX' } as const;
const LIMIT_BYTES = 256 * 1024 * 1024;

let people = 0;

beforeAll(() => pointSettingsAt({ host: '127.0.0.1', port: 1 }));

function somebody(): Account {
  people += 1;
  return Account.rejoin({ user: `somebody-${people}`, password: 'secret', clientAddress: '192.0.2.1' });
}

function anEntry(): Entry {
  const { raw } = aMessage();
  const headers = parseHeaderBlock(raw);
  return { uid: 1, headers, receivedSeconds: 0, sizeBytes: raw.length, flags: flagsOf(), detail: null };
}

function anIndex(messages: number): FolderIndex {
  const entry = anEntry();
  const state = { uidValidity: 1, uidNext: messages + 1, messageCount: messages, modseq: null };
  const entries = new Map(Array.from({ length: messages }, (_, uid) => [uid, entry]));
  return { place: PLACE, state, entries, reading: null };
}

test('signing out drops what was read, and nothing of anybody else’s', () => {
  const [ada, grace] = [somebody(), somebody()];
  for (const account of [ada, grace]) keepIndex(account, anIndex(2));
  closeConnection(ada);
  expect(cachedIndex(ada, 'INBOX')).toBeUndefined();
  expect(cachedIndex(grace, 'INBOX')?.entries.size).toBe(2);
});

test('what nobody has asked for longest goes when memory is short', () => {
  const all = [somebody(), somebody(), somebody()];
  const third = Math.ceil(LIMIT_BYTES / 3 / entryBytes(anEntry()));
  for (const account of all) keepIndex(account, anIndex(third));
  expect(all.map((account) => cachedIndex(account, 'INBOX') !== undefined)).toEqual([false, true, true]);
});

test('a long name counts for what it takes', () => {
  const entry = anEntry();
  const longer = { ...entry, headers: { ...entry.headers, callerName: 'x'.repeat(255) } };
  expect(entryBytes(longer) - entryBytes(entry)).toBeGreaterThan(200);
});
