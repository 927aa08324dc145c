import { setTimeout as pause } from 'node:timers/promises';
import type { ImapFlow } from 'imapflow';
import { expect, test } from 'vitest';
import { sayGoodbye } from '#lib/platform/goodbye.ts';
import type { VoicemailError } from '#lib/voicemail/errors.ts';
import { type BadImap, misbehave } from '#test/bad-imap.ts';
import { aMailbox, aMailServer, pointSettingsAt } from '#test/mailbox.ts';
import { Account } from './account.ts';
import { wasRefusedWithin } from './connect-for.ts';
import { wasFullWithin } from './connection-limit.ts';
import { listFolders } from './folder.ts';
import { closeConnection, hasConnection, withConnection } from './pool.ts';
import { watchFolders } from './watch-folders.ts';

const DOING = 'Cannot look';
/** A busy machine takes its time. */
const soon = <T>(look: () => T) => expect.poll(look, { timeout: 10_000 });
const noop = (client: ImapFlow) => client.noop();

/** Accounts of their own behind a door that counts, and the settings that point there. */
async function behind(settings: Record<string, string> = {}, count = 1) {
  const boxes = await Promise.all(Array.from({ length: count }, () => aMailbox()));
  const [{ server }] = boxes as [(typeof boxes)[0]];
  const door = await misbehave(server);
  pointSettingsAt(door, settings);
  const accounts = boxes.map(({ user, password }) => Account.rejoin({ user, password, clientAddress: '192.0.2.1' }));
  return { door, accounts, account: accounts[0] as Account };
}

const times = ({ seen }: BadImap, command: string) => seen.filter((name) => name === command).length;
const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => 'done',
    (error: VoicemailError) => error.code,
  );

/** Work that lasts until it is told to end. */
function longWork(account: Account) {
  let end = () => {};
  const isOver = new Promise<void>((resolve) => {
    end = resolve;
  });
  let begin = () => {};
  const hasBegun = new Promise<void>((resolve) => {
    begin = resolve;
  });
  const done = withConnection(account, DOING, async () => {
    begin();
    await isOver;
  });
  return { end, done, hasBegun };
}

test('login() leaves the connection that proved it to be used', async () => {
  const { door, account } = await behind();
  const signedIn = await account.withCredentials((credentials) => Account.login(credentials));
  await withConnection(signedIn, DOING, noop);
  await withConnection(signedIn, DOING, noop);
  expect([times(door, 'GREETING'), times(door, 'LOGOUT')]).toEqual([1, 0]);
});

test('login() while there is a connection proves anew, and keeps one', async () => {
  const { door, account } = await behind();
  await withConnection(account, DOING, noop);
  await account.withCredentials((credentials) => Account.login(credentials));
  await withConnection(account, DOING, noop);
  await soon(() => [times(door, 'GREETING'), times(door, 'LOGOUT')]).toEqual([2, 1]);
  const wrong = Account.login({ user: account.user, password: 'a guess', clientAddress: '192.0.2.1' });
  expect(await codeOf(wrong)).toBe('credentials-rejected');
});

test('withConnection() for one more than IMAP_MAX_CONNECTIONS closes the one that rested longest, with LOGOUT', async () => {
  const { door, accounts } = await behind({ IMAP_MAX_CONNECTIONS: '2' }, 3);
  for (const account of accounts) await withConnection(account, DOING, noop);
  expect(accounts.map(hasConnection)).toEqual([false, true, true]);
  await soon(() => times(door, 'LOGOUT')).toBe(1);
  await Promise.all(accounts.map((account) => withConnection(account, DOING, noop)));
  for (const account of accounts) closeConnection(account);
});

test('withConnection() waits while all are in use, and is mailbox-busy when that lasts', async () => {
  const { accounts } = await behind({ IMAP_MAX_CONNECTIONS: '2' }, 3);
  const [first, second, third] = accounts as [Account, Account, Account];
  const [one, two] = [longWork(first), longWork(second)];
  await Promise.all([one.hasBegun, two.hasBegun]);
  expect(wasFullWithin(60_000)).toBe(false);
  const refusal = await withConnection(third, DOING, noop).catch((error: VoicemailError) => error);
  expect(refusal).toMatchObject({ code: 'mailbox-busy', retryAfterSeconds: 5 });
  expect((refusal as VoicemailError).message).toContain('all 2 connections');
  expect(wasFullWithin(60_000)).toBe(true);
  const patient = withConnection(third, DOING, async () => 'served');
  await pause(50);
  one.end();
  expect(await patient).toBe('served');
  two.end();
  await Promise.all([one.done, two.done]);
});

test('watching takes no more than half of the connections, and the rest borrow', async () => {
  const { door, accounts } = await behind({ IMAP_MAX_CONNECTIONS: '3' }, 3);
  const isLive = accounts.map(() => false);
  const stops = accounts.map((account, i) =>
    watchFolders(account, {
      changed: () => undefined,
      refused: () => undefined,
      live: (live) => {
        isLive[i] = live;
      },
    }),
  );
  await soon(() => isLive).toEqual([true, true, true]);
  expect(times(door, 'IDLE')).toBe(2);
  for (const account of accounts) expect(await codeOf(withConnection(account, DOING, noop))).toBe('done');
  for (const stop of stops) stop();
  await soon(() => times(door, 'LOGOUT')).toBeGreaterThanOrEqual(2);
});

test("the mail server's own limit is mailbox-busy, in its own words, and is noted", async () => {
  const server = await aMailServer({ connections: 1 });
  // Their own mail program has the one connection.
  const { user, password } = await aMailbox({ server });
  expect(wasRefusedWithin(60_000)).toBe(false);
  expect(await codeOf(Account.login({ user, password, clientAddress: '127.0.0.1' }))).toBe('mailbox-busy');
  expect(wasRefusedWithin(60_000)).toBe(true);
});

test("the mail server logs the browser's address, and nothing that is no address", async () => {
  const server = await aMailServer();
  const { user, password } = await aMailbox({ server });
  await Account.login({ user, password, clientAddress: '192.0.2.77' });
  await soon(() => server.log()).toMatch(new RegExp(`user=<${user}>.*rip=192\\.0\\.2\\.77`));
  await Account.login({ user, password, clientAddress: 'unknown' });
  await soon(() => server.log().match(new RegExp(`Login: user=<${user}>.*rip=127\\.0\\.0\\.1`, 'g'))).toHaveLength(2);
});

test('a connection that dies under a read is replaced once, even if it is new', async () => {
  const { door, account } = await behind();
  door.misbehave({ at: 'SELECT', does: 'drop', times: 1 });
  const ask = (client: ImapFlow) => client.mailboxOpen('INBOX');
  expect(await codeOf(withConnection(account, DOING, ask))).toBe('done');
  expect(times(door, 'GREETING')).toBe(2);
  door.misbehave({ at: 'SELECT', does: 'drop' });
  expect(await codeOf(withConnection(account, DOING, ask))).toBe('mail-server-unreachable');
  expect(times(door, 'SELECT')).toBe(4);
});

test('a list of folders is one command, and none for what mail programs subscribe to', async () => {
  const { door, account } = await behind();
  await withConnection(account, DOING, listFolders);
  expect([times(door, 'LIST'), times(door, 'LSUB')]).toEqual([1, 0]);
});

test('what waits behind work of somebody who signs out is not done in their name', async () => {
  const { door, account } = await behind();
  const work = longWork(account);
  await work.hasBegun;
  const waiting = codeOf(withConnection(account, DOING, noop));
  closeConnection(account);
  work.end();
  expect(await waiting).toBe('mail-server-unreachable');
  expect(times(door, 'GREETING')).toBe(1);
});

test('sayGoodbye() lets work end, leaves by LOGOUT, and lets nobody in any more', async () => {
  const { door, accounts } = await behind({}, 3);
  const [first, second, third] = accounts as [Account, Account, Account];
  await withConnection(first, DOING, noop);
  const work = longWork(second);
  await work.hasBegun;
  const stop = watchFolders(third, { changed: () => undefined, live: () => undefined, refused: () => undefined });
  await soon(() => times(door, 'IDLE')).toBe(1);
  let isSaid = false;
  const goodbye = sayGoodbye().then(() => {
    isSaid = true;
  });
  await soon(() => times(door, 'LOGOUT')).toBe(2);
  expect(isSaid).toBe(false);
  work.end();
  await goodbye;
  expect(times(door, 'LOGOUT')).toBe(3);
  expect(await codeOf(withConnection(first, DOING, noop))).toBe('mailbox-busy');
  stop();
});
