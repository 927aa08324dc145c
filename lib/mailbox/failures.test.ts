import { afterAll, describe, expect, test } from 'vitest';
import { Account } from '#lib/imap/account.ts';
import { closeConnection } from '#lib/imap/pool.ts';
import { type BadImap, misbehave } from '#test/bad-imap.ts';
import type { Misbehaviour } from '#test/bad-imap-plan.ts';
import { aMessage } from '#test/builders.ts';
import { deliver } from '#test/deliver.ts';
import { aMailbox, pointSettingsAt } from '#test/mailbox.ts';
import type { Mailbox } from './mailbox.ts';
import { openMailbox } from './open.ts';

const proxies: BadImap[] = [];
afterAll(() => Promise.all(proxies.map((proxy) => proxy.stop())));

/** A mailbox with one message behind a mail server that will go wrong, seconds of patience cut to tenths. */
async function behind(...rules: Misbehaviour[]) {
  const { server, imap, user, password } = await aMailbox();
  await deliver(imap, aMessage());
  const proxy = await misbehave(server, ...rules);
  proxies.push(proxy);
  pointSettingsAt(proxy, { IMAP_TIMEOUT_SECONDS: '0.15' });
  return { proxy, imap, account: Account.rejoin({ user, password, clientAddress: '192.0.2.1' }) };
}

const codeOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'done',
    ({ code }) => code ?? 'no code',
  );

const everything = async (account: Account) => {
  const mailbox = await openMailbox(account, undefined);
  await mailbox.summary();
  const [{ id = '' } = {}] = (await mailbox.messages({ folder: 'inbox', limit: 50 })).messages;
  await mailbox.recording(id);
  const { messages, failed } = await mailbox.change({ ids: [id] }, { status: 'old' });
  return { id, messages, failed };
};

const UNREACHABLE = 'mail-server-unreachable';
const MISBEHAVED = 'mail-server-misbehaved';

const FAULTS: [Misbehaviour['does'], string][] = [
  ['hang', UNREACHABLE],
  ['drop', UNREACHABLE],
  ['bye', UNREACHABLE],
  ['no', MISBEHAVED],
  ['bad', MISBEHAVED],
];

describe.each(['LIST', 'SELECT', 'SEARCH', 'FETCH', 'STORE'])('a mail server that goes wrong at %s', (at) => {
  test.each(FAULTS)('%s: gives %s, and all is well once it behaves', async (does, code) => {
    const { proxy, account } = await behind({ at, does });
    expect(await codeOf(everything(account))).toBe(code);
    proxy.behave();
    expect(await everything(account)).toMatchObject({ messages: [{ status: 'old' }], failed: [] });
  });

  test('garbage: gives an error of the mail server or the truth, and all is well once it behaves', async () => {
    const { proxy, account } = await behind({ at, does: 'garbage' });
    expect([UNREACHABLE, MISBEHAVED, 'message-not-found', 'done']).toContain(await codeOf(everything(account)));
    proxy.behave();
    expect(await everything(account)).toMatchObject({ messages: [{ status: 'old' }], failed: [] });
  });

  test('a drop in the middle of the answer is the same as none', async () => {
    const { proxy, account } = await behind({ at, does: 'drop', afterBytes: 12 });
    expect(await codeOf(everything(account))).toBe(UNREACHABLE);
    proxy.behave();
    expect(await everything(account)).toMatchObject({ messages: [{ status: 'old' }], failed: [] });
  });
});

describe.each(['NOOP', 'STATUS'])('%s, which asks whether anything changed,', (at) => {
  test.each(FAULTS)('that answers with %s is told by SELECT, or by nobody', async (does) => {
    const { proxy, account } = await behind({ at, does });
    // The next connection has no folder open that it could follow.
    const code = does === 'hang' ? UNREACHABLE : 'done';
    expect(await codeOf(everything(account))).toBe(code);
    proxy.behave();
    expect(await everything(account)).toMatchObject({ messages: [{ status: 'old' }], failed: [] });
  });
});

test.each(FAULTS)('a quota that answers with %s', async (does) => {
  const { account } = await behind({ at: 'GETQUOTAROOT', does });
  const isLost = does === 'hang' || does === 'drop' || does === 'bye';
  expect(await codeOf(everything(account))).toBe(isLost ? UNREACHABLE : 'done');
});

test.each([
  ['UNAVAILABLE', UNREACHABLE],
  ['INUSE', 'mailbox-busy'],
  ['LIMIT', 'mailbox-busy'],
  ['SERVERBUG', MISBEHAVED],
])('SELECT answered with NO [%s] gives %s', async (code, expected) => {
  const { account } = await behind({ at: 'SELECT', does: 'no', code });
  expect(await codeOf(everything(account))).toBe(expected);
});

test.each([
  ['LOGIN', { does: 'no', code: 'LIMIT' }, 'mailbox-busy'],
  ['LOGIN', { does: 'no', code: 'UNAVAILABLE' }, UNREACHABLE],
  ['LOGIN', { does: 'no', code: 'AUTHENTICATIONFAILED' }, 'credentials-rejected'],
  ['LOGIN', { does: 'no' }, 'credentials-rejected'],
  ['LOGIN', { does: 'no', code: 'SERVERBUG' }, MISBEHAVED],
  ['LOGIN', { does: 'bad' }, MISBEHAVED],
  ['LOGIN', { does: 'hang' }, UNREACHABLE],
  ['LOGIN', { does: 'drop' }, UNREACHABLE],
  ['GREETING', { does: 'hang' }, UNREACHABLE],
  ['GREETING', { does: 'bye' }, UNREACHABLE],
] as const)('login() at %s with %j gives %s', async (at, rule, code) => {
  const { account } = await behind({ at, ...rule });
  expect(await codeOf(account.withCredentials((credentials) => Account.login(credentials)))).toBe(code);
});

test('a connection that died between two requests costs one reconnect and no error', async () => {
  const { proxy, account } = await behind({ at: 'NOOP', does: 'drop', skip: 3, times: 1 });
  const mailbox: Mailbox = await openMailbox(account, undefined);
  for (let i = 0; i < 5; i++) expect((await mailbox.messages({ folder: 'inbox', limit: 50 })).total).toBe(1);
  expect(proxy.seen.filter((command) => command === 'GREETING')).toHaveLength(2);
});

test.each([
  { at: 'LIST', does: 'drop', code: 'done', sent: 1 },
  { at: 'SELECT', does: 'drop', code: 'done', sent: 1 },
  { at: 'STORE', does: 'drop', code: UNREACHABLE, sent: 1 },
  { at: 'STORE', does: 'strand', code: UNREACHABLE, sent: 1 },
] as const)('mark() whose connection dies at $at ($does) writes once: $code', async ({ at, does, code, sent }) => {
  const { proxy, account } = await behind();
  const mailbox = await openMailbox(account, undefined);
  const ids = (await mailbox.messages({ folder: 'inbox', limit: 50 })).messages.map(({ id }) => id);
  proxy.misbehave({ at, does, times: 1 });
  expect(await codeOf(mailbox.change({ ids }, { status: 'old' }))).toBe(code);
  expect(proxy.seen.filter((command) => command === 'STORE')).toHaveLength(sent);
});

test('a copy that may have been made is not made again', async () => {
  const { proxy, account, imap } = await behind();
  await imap.mailboxCreate('Work');
  const mailbox = await openMailbox(account, undefined);
  const ids = (await mailbox.messages({ folder: 'inbox', limit: 50 })).messages.map(({ id }) => id);
  proxy.misbehave({ at: 'COPY', does: 'strand', times: 1 });
  expect(await codeOf(mailbox.change({ ids }, { folder: 'work' }))).toBe(UNREACHABLE);
  expect(proxy.seen.filter((command) => command === 'COPY')).toHaveLength(1);
});

test('mark() that the server refuses changes nothing', async () => {
  const { account, imap } = await behind({ at: 'STORE', does: 'no' });
  expect(await codeOf(everything(account))).toBe(MISBEHAVED);
  await imap.mailboxOpen('INBOX');
  expect(await imap.search({ seen: true })).toEqual([]);
});

test('a mail server that is slow but never silent for long is waited for', async () => {
  const slow = ['LIST', 'SELECT', 'SEARCH', 'FETCH'].map((at) => ({ at, does: 'wait', waitMs: 130 }) as const);
  const { account } = await behind(...slow);
  expect(await codeOf(everything(account))).toBe('done');
});

test('a folder that the server will not open is left out, and the rest is there', async () => {
  const { account, imap } = await behind({ at: 'SELECT', does: 'no', code: 'NOPERM', skip: 1, times: 1 });
  await imap.mailboxCreate('Work');
  const summary = await (await openMailbox(account, undefined)).summary();
  expect(summary.folders.map(({ slug, total }) => `${slug} ${total}`).slice(0, 2)).toEqual(['inbox 1', 'work 0']);
});

test('signing out while a request is under way ends it, and opens no new connection', async () => {
  const { account, proxy } = await behind({ at: 'FETCH', does: 'hang', skip: 1, times: 1 });
  const mailbox = await openMailbox(account, undefined);
  const asked = codeOf(mailbox.messages({ folder: 'inbox', limit: 50 }));
  await expect.poll(() => proxy.seen.filter((command) => command === 'FETCH')).toHaveLength(2);
  closeConnection(account);
  expect(await asked).toBe(UNREACHABLE);
  expect(proxy.seen.filter((command) => command === 'GREETING')).toHaveLength(1);
});

test('login() refused with ALERT is credentials-rejected', async () => {
  const { account } = await behind({ at: 'LOGIN', does: 'no', code: 'ALERT' });
  expect(await codeOf(account.withCredentials((credentials) => Account.login(credentials)))).toBe(
    'credentials-rejected',
  );
});
