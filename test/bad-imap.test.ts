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

/** A signed-in client behind a mail server that misbehaves. */
async function behind(...rules: Misbehaviour[]) {
  const { server, user, password, imap } = await aMailbox();
  const proxy = await misbehave(server, ...rules);
  proxies.push(proxy);
  const signIn = () => imapClient(proxy, { name: user, password });
  return { proxy, imap, signIn };
}

test('misbehave() without a rule is the mail server itself, literals and all', async () => {
  const { signIn, proxy } = await behind();
  const client = await signIn();
  const message = aMessage({ caller: { name: 'A1 LOGOUT', number: '1' } });
  await deliver(client, { ...message, raw: Buffer.concat([message.raw, Buffer.from('\r\nA1 LOGOUT\r\n')]) });
  await client.mailboxOpen('INBOX');
  expect(await client.status('INBOX', { messages: true })).toMatchObject({ messages: 1 });
  expect(proxy.seen).toContain('APPEND');
  expect(proxy.seen).not.toContain('LOGOUT');
  await client.logout();
});

test('misbehave() says NO with the code it is told, and goes on', async () => {
  const { signIn } = await behind({ at: 'SELECT', does: 'no', code: 'UNAVAILABLE', times: 1 });
  const client = await signIn();
  await expect(client.mailboxOpen('INBOX')).rejects.toMatchObject({ serverResponseCode: 'UNAVAILABLE' });
  await expect(client.mailboxOpen('INBOX')).resolves.toMatchObject({ path: 'INBOX' });
  await client.logout();
});

test('misbehave() says BAD to the second of the same commands', async () => {
  const { signIn } = await behind({ at: 'SELECT', does: 'bad', skip: 1 });
  const client = await signIn();
  await client.mailboxOpen('INBOX');
  await client.mailboxClose();
  await expect(client.mailboxOpen('INBOX')).rejects.toMatchObject({ responseStatus: 'BAD' });
  await client.logout();
});

test('misbehave() refuses a sign-in, however it is spelt', async () => {
  const { signIn } = await behind({ at: 'LOGIN', does: 'no', code: 'LIMIT' });
  await expect(signIn()).rejects.toMatchObject({ serverResponseCode: 'LIMIT' });
});

test('misbehave() troubles only the user it is told', async () => {
  const { server, user, password } = await aMailbox();
  const other = await aMailbox({ server });
  const proxy = await misbehave(server, { at: 'SELECT', does: 'no', user });
  proxies.push(proxy);
  const [troubled, spared] = await Promise.all([
    imapClient(proxy, { name: user, password }),
    imapClient(proxy, { name: other.user, password: other.password }),
  ]);
  await expect(troubled.mailboxOpen('INBOX')).rejects.toThrow();
  await expect(spared.mailboxOpen('INBOX')).resolves.toMatchObject({ path: 'INBOX' });
});

test('misbehave() hangs up in the middle of an answer', async () => {
  const { imap, signIn } = await behind({ at: 'FETCH', does: 'drop', afterBytes: 500 });
  await deliver(imap, aMessage());
  const client = await signIn();
  await client.mailboxOpen('INBOX');
  await expect(client.fetchOne('1', { source: true })).rejects.toMatchObject({ code: expect.any(String) });
});

test('misbehave() hangs, and lets others in once it behaves', async () => {
  const { proxy, signIn } = await behind({ at: 'SELECT', does: 'hang' });
  const stuck = await signIn();
  const answer = stuck.mailboxOpen('INBOX');
  const silence = new Promise((resolve) => setTimeout(resolve, 150, 'silence'));
  expect(await Promise.race([answer, silence])).toBe('silence');
  proxy.behave();
  const client = await signIn();
  await expect(client.mailboxOpen('INBOX')).resolves.toMatchObject({ path: 'INBOX' });
  stuck.close();
  await expect(answer).rejects.toThrow();
});

test('misbehave() can be told otherwise while it runs', async () => {
  const { proxy, signIn } = await behind({ at: 'SELECT', does: 'no' });
  const client = await signIn();
  proxy.misbehave({ at: 'STATUS', does: 'no' });
  await expect(client.mailboxOpen('INBOX')).resolves.toMatchObject({ path: 'INBOX' });
  expect(await client.status('INBOX', { messages: true })).toBe(false);
});

test('misbehave() can be stopped, and started again on the same port', async () => {
  const { proxy, signIn } = await behind();
  const client = await signIn();
  await proxy.stop();
  await expect(client.mailboxOpen('INBOX')).rejects.toThrow();
  await expect(signIn()).rejects.toMatchObject({ code: 'ECONNREFUSED' });
  await proxy.start();
  await expect((await signIn()).mailboxOpen('INBOX')).resolves.toMatchObject({ path: 'INBOX' });
});

test('misbehave() waits as long as it is told, and then does as asked', async () => {
  const { signIn } = await behind({ at: 'SELECT', does: 'wait', waitMs: 200 });
  const client = await signIn();
  const from = performance.now();
  await client.mailboxOpen('INBOX');
  expect(performance.now() - from).toBeGreaterThan(190);
});

test.each([
  { does: 'bye', code: 'UNAVAILABLE', greeting: '* BYE [UNAVAILABLE] ' },
  { does: 'garbage', greeting: '* 1 FETCH (UID (((' },
] as const)('misbehave() greets with $does', async ({ greeting, ...rule }) => {
  const { proxy } = await behind({ at: 'GREETING', ...rule });
  const socket = connect(proxy.port, proxy.host);
  const [said] = await once(socket, 'data');
  expect(String(said).startsWith(greeting)).toBe(true);
  socket.destroy();
});
