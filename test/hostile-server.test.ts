import { afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { Account } from '#lib/imap/account.ts';
import { closeConnection } from '#lib/imap/pool.ts';
import { openMailbox } from '#lib/mailbox/open.ts';
import { type BadImap, misbehave } from './bad-imap.ts';
import { aMessage } from './builders.ts';
import { deliver } from './deliver.ts';
import { aMailbox, pointSettingsAt, type TestMailbox } from './mailbox.ts';

const MEGABYTE = 1024 * 1024;
/** What may be on its way in sockets when the client hangs up. */
const IN_SOCKETS_BYTES = 16 * MEGABYTE;

let door: BadImap;
let ada: TestMailbox;

beforeAll(async () => {
  ada = await aMailbox();
  for (let i = 0; i < 3; i++) await deliver(ada.imap, aMessage());
});

beforeEach(async () => {
  door = await misbehave(ada.server);
  pointSettingsAt(door);
});

afterEach(() => door.stop());

const signIn = () => Account.login({ ...ada, clientAddress: '192.0.2.1' });
const inbox = { folder: 'inbox', limit: 50 } as const;

const FLOODS = {
  'a line that does not end': { first: '* SEARCH ', again: '1 ', limitBytes: 16 * MEGABYTE },
  'a number that does not end': { first: '* ', again: '9', limitBytes: 16 * MEGABYTE },
  'a text that does not end': { first: '* OK "', again: 'a', limitBytes: 16 * MEGABYTE },
  'a literal that is announced too large': { first: '* 1 FETCH (BODY[2] {999999999}\r\n', again: 'a', limitBytes: 0 },
  'a literal larger than any number': {
    first: `* 1 FETCH (BODY[2] {${'9'.repeat(30)}}\r\n`,
    again: 'a',
    limitBytes: 0,
  },
  'brackets that do not close': { first: '* 1 FETCH ', again: '(', limitBytes: 16 * MEGABYTE },
  'one answer of more and more literals': {
    first: '* 1 FETCH (',
    again: `BODY[1] {1000000}\r\n${'a'.repeat(1_000_000)} `,
    limitBytes: 384 * MEGABYTE,
  },
};

test.each(Object.entries(FLOODS))('a mail server that sends %s is hung up on', async (_, { limitBytes, ...words }) => {
  const account = await signIn();
  const mailbox = await openMailbox(account, undefined);
  // A connection that has the folder open would not select it.
  closeConnection(account);
  const flooded = new Promise<number>((whenOver) => door.misbehave({ at: 'SELECT', does: 'flood', words, whenOver }));
  const refusal = await mailbox.messages(inbox).catch((error) => error);
  expect(refusal).toMatchObject({ code: 'mail-server-unreachable' });
  expect(await flooded).toBeLessThan(limitBytes + IN_SOCKETS_BYTES);
  door.behave();
  expect((await mailbox.messages(inbox)).messages).toHaveLength(3);
});

test('a mail server that floods the greeting lets nobody in, and nobody wait', async () => {
  const words = { first: '* OK ', again: 'hello ' };
  const flooded = new Promise<number>((whenOver) => door.misbehave({ at: 'GREETING', does: 'flood', words, whenOver }));
  const refusal = await signIn().catch((error) => error);
  expect(refusal).toMatchObject({ code: 'mail-server-misbehaved' });
  expect(await flooded).toBeLessThan(16 * MEGABYTE + IN_SOCKETS_BYTES);
});
