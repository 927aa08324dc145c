import { once } from 'node:events';
import { connect } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { type BadImap, misbehave } from './bad-imap.ts';
import type { Misbehaviour } from './bad-imap-plan.ts';
import { aMessage } from './builders.ts';
import { deliver } from './deliver.ts';
import { imapClient } from './imap-client.ts';
import { aMailbox } from './mailbox.ts';

const proxies: BadImap[] = [];

afterEach(async () => {
  await Promise.all(proxies.splice(0).map((proxy) => proxy.stop()));
});

/** A client with the inbox open, two messages in it, behind a mail server that misbehaves from now on. */
async function behind(...rules: Misbehaviour[]) {
  const { server, user, password, imap } = await aMailbox();
  for (let i = 0; i < 2; i++) await deliver(imap, aMessage());
  await imap.mailboxOpen('INBOX');
  const proxy = await misbehave(server);
  proxies.push(proxy);
  const client = await imapClient(proxy, { name: user, password });
  await client.mailboxOpen('INBOX');
  proxy.misbehave(...rules);
  const count = async (query: object) => {
    await imap.noop();
    return ((await imap.search(query)) || []).length;
  };
  return { proxy, user, client, imap, count };
}

test.each([{ does: 'no', code: 'OVERQUOTA' }, { does: 'bad' }, { does: 'drop' }] as const)(
  'misbehave() after: the server has done it, and the client hears $does',
  async (rule) => {
    const { client, count } = await behind({ at: 'STORE', when: 'after', ...rule });
    expect(await client.messageFlagsAdd('1:2', ['\\Seen'])).toBe(false);
    expect(await count({ seen: true })).toBe(2);
    expect(client.usable).toBe(rule.does !== 'drop');
  },
);

test('misbehave() before: the server never hears of it', async () => {
  const { client, count } = await behind({ at: 'STORE', does: 'drop', when: 'before' });
  expect(await client.messageFlagsAdd('1:2', ['\\Seen'])).toBe(false);
  expect(await count({ seen: true })).toBe(0);
});

test('misbehave() after goes on as if nothing had been, once the rule is used up', async () => {
  const { client } = await behind({ at: 'FETCH', does: 'no', when: 'after', times: 1 });
  await expect(client.fetchAll('1:2', { source: true })).rejects.toMatchObject({ responseStatus: 'NO' });
  expect(await client.fetchAll('1:2', { source: true })).toHaveLength(2);
});

test('misbehave() tells commands apart by what they hold, and by their UID', async () => {
  const { client, count } = await behind(
    { at: 'STORE', holding: '\\deleted', does: 'no' },
    { at: 'UID STORE', holding: '$Mine', does: 'no' },
  );
  expect(await client.messageFlagsAdd('1', ['\\Seen'])).toBe(true);
  expect(await client.messageFlagsAdd('1', ['\\Deleted'])).toBe(false);
  expect(await client.messageFlagsAdd('1', ['$Mine'])).toBe(true);
  expect(await client.messageFlagsAdd('2', ['$Mine'], { uid: true })).toBe(false);
  expect([await count({ seen: true }), await count({ deleted: true }), await count({ keyword: '$Mine' })]).toEqual([
    1, 0, 1,
  ]);
});

test.each([
  ['before', 0],
  ['after', 2],
] as const)('misbehave() lets others act %s the server does it', async (when, seenThen) => {
  const { proxy, client, count } = await behind();
  let seen = -1;
  const meanwhile = async () => {
    seen = await count({ seen: true });
  };
  proxy.misbehave({ at: 'STORE', does: 'wait', when, meanwhile });
  expect(await client.messageFlagsAdd('1:2', ['\\Seen'])).toBe(true);
  expect(seen).toBe(seenThen);
  expect(await count({ seen: true })).toBe(2);
});

test('misbehave() strands a command: the client is gone, and the server does it later', async () => {
  const { proxy, client, count } = await behind();
  let release = () => {};
  const meanwhile = () => new Promise<void>((resolve) => (release = resolve));
  proxy.misbehave({ at: 'STORE', does: 'strand', meanwhile });
  expect(await client.messageFlagsAdd('1:2', ['\\Seen'])).toBe(false);
  expect(await count({ seen: true })).toBe(0);
  release();
  await expect.poll(() => count({ seen: true })).toBe(2);
});

test('towards() one user it misbehaves, and listens, and to no other', async () => {
  const { proxy, client, user } = await behind({ at: 'NOOP', does: 'no' });
  const said = proxy.towards(user).listen();
  proxy.towards(user).misbehave({ at: 'STORE', does: 'no' });
  proxy.towards('another').misbehave({ at: 'STORE', does: 'drop' });
  expect(await client.messageFlagsAdd('1', ['\\Seen'])).toBe(false);
  proxy.towards(user).behave();
  expect(await client.messageFlagsAdd('1', ['\\Seen'])).toBe(true);
  expect(said).toEqual(['STORE 1 +FLAGS (\\Seen)', 'STORE 1 +FLAGS (\\Seen)']);
  await expect(client.noop()).resolves.toBeUndefined();
});

test('listen() hears no password', async () => {
  const { server, user, password } = await aMailbox();
  const proxy = await misbehave(server);
  proxies.push(proxy);
  const said = proxy.towards(user).listen();
  const signsIn = `LOGIN ${user} ${password}`;
  const socket = connect(proxy.port, proxy.host);
  socket.write(`a ${signsIn}\r\nb NOOP\r\nc LOGOUT\r\n`);
  await once(socket.resume(), 'end');
  expect(said).toEqual(['LOGIN', 'NOOP', 'LOGOUT']);
});
