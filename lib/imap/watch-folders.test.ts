import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, expect, test } from 'vitest';
import { type BadImap, misbehave } from '#test/bad-imap.ts';
import type { Misbehaviour } from '#test/bad-imap-plan.ts';
import { aMessage } from '#test/builders.ts';
import { deliver } from '#test/deliver.ts';
import { Listener } from '#test/hearing.ts';
import type { AnyMailServer } from '#test/mail-server.ts';
import { adoptServer, aMailbox, aMailboxOn, aMailServer, pointSettingsAt, type TestMailbox } from '#test/mailbox.ts';
import { UW_2005 } from '#test/uw-dialect.ts';
import { startUwImap } from '#test/uw-imap.ts';
import { Account } from './account.ts';
import { withConnection } from './pool.ts';
import { type WatchPace, watchFolders } from './watch-folders.ts';

const ends: (() => unknown)[] = [];

afterEach(async () => {
  await Promise.all(ends.splice(0).map((end) => end()));
});

const WITHOUT_NOTIFY = 'IMAP4rev1 UIDPLUS NAMESPACE UNSELECT IDLE CONDSTORE LIST-STATUS LIST-EXTENDED';

/** So quick that a test need not wait, and so slow that what comes at once has not come by a look around. */
const PACE = {
  breakMs: 5000,
  pollMs: 100,
  answerMs: 300,
  afterChangeMs: [50, 300],
  firstRetryMs: 20,
  longestRetryMs: 100,
};

function accountOf({ user, password }: TestMailbox<AnyMailServer>): Account {
  return Account.rejoin({ user, password, clientAddress: '192.0.2.1' });
}

async function watched(account: Account, pace: Partial<WatchPace> = {}): Promise<Listener> {
  const listener = new Listener();
  ends.push(watchFolders(account, listener, { ...PACE, ...pace }));
  return listener;
}

/** An account that is watched through a door, which can be told to go wrong. */
async function behind(rules: Misbehaviour[] = []): Promise<{ box: TestMailbox; door: BadImap; account: Account }> {
  const box = await aMailbox();
  const door = await misbehave(box.server, ...rules);
  ends.push(() => door.stop());
  pointSettingsAt(door);
  return { box, door, account: accountOf(box) };
}

test('watchFolders() tells of what others do in the inbox: a new message, a flag, an expunge', async () => {
  const box = await aMailbox();
  const listener = await watched(accountOf(box));
  await listener.hears('live');
  const uid = String(await deliver(box.imap, aMessage()));
  await listener.hears('changed inbox', 1000);
  await box.imap.mailboxOpen('INBOX');
  await box.imap.messageFlagsAdd(uid, ['\\Seen'], { uid: true });
  await listener.hears('changed inbox', 1000);
  await box.imap.messageDelete(uid, { uid: true });
  await listener.hears('changed inbox', 1000);
});

test('watchFolders() is told of the other folders, too, where the server has NOTIFY', async () => {
  const box = await aMailbox();
  const listener = await watched(accountOf(box));
  await listener.hears('live');
  const uid = String(await deliver(box.imap, aMessage(), 'Work'));
  await listener.hears('changed work', 1000);
  await box.imap.mailboxOpen('Work');
  await box.imap.messageFlagsAdd(uid, ['\\Seen'], { uid: true });
  await listener.hears('changed work', 1500);
  await box.imap.messageDelete(uid, { uid: true });
  await listener.hears('changed work', 1500);
  expect(listener.said).not.toContain('changed inbox');
});

test('watchFolders() without NOTIFY looks at the other folders soon after the inbox, and by itself', async () => {
  const box = await aMailbox({ server: await aMailServer({ capabilities: WITHOUT_NOTIFY }) });
  const busy = await watched(accountOf(box));
  await busy.hears('live');
  await deliver(box.imap, aMessage(), 'Work');
  await deliver(box.imap, aMessage());
  await busy.hears('changed inbox', 1000);
  await busy.hears('changed work', 500);
  const patient = await watched(accountOf(box), { breakMs: 200 });
  await patient.hears('live');
  await box.imap.mailboxOpen('Work');
  await box.imap.messageFlagsAdd('1', ['\\Seen']);
  await patient.hears('changed work', 1000);
  expect(patient.said).not.toContain('changed inbox');
});

test.each([
  ['a Dovecot that offers no IDLE', () => aMailServer({ capabilities: 'IMAP4rev1 UIDPLUS NAMESPACE UNSELECT' })],
  ['UW IMAP of 2005', async () => adoptServer(await startUwImap(UW_2005))],
])('watchFolders() on %s asks instead', async (_name, start) => {
  const box = await aMailboxOn(await start());
  const { imap } = box;
  await imap.mailboxCreate('Work');
  await imap.append('Work', aMessage().raw);
  const listener = await watched(accountOf(box));
  await listener.hears('live');
  await imap.append('INBOX', aMessage().raw);
  await listener.hears('changed inbox', 2000);
  for (const [path, folder] of [
    ['INBOX', 'inbox'],
    ['Work', 'work'],
  ] as const) {
    await imap.mailboxOpen(path);
    await imap.messageFlagsAdd('1', ['\\Seen']);
    await listener.hears(`changed ${folder}`, 2000);
  }
});

test.each(['no', 'bad'] as const)(
  'watchFolders() does without a NOTIFY that the server answers with %s',
  async (does) => {
    const { box, account } = await behind([{ at: 'NOTIFY', does }]);
    const listener = await watched(account);
    await listener.hears('live');
    await deliver(box.imap, aMessage());
    await listener.hears('changed inbox', 1000);
    expect(listener.said).not.toContain('not live');
  },
);

test('watchFolders() asks where the server refuses an IDLE that it offers', async () => {
  const { box, account } = await behind([{ at: 'IDLE', does: 'no' }]);
  const listener = await watched(account, { breakMs: 100 });
  await listener.hears('live');
  await deliver(box.imap, aMessage());
  await listener.hears('changed inbox');
});

test.each([
  { at: 'IDLE', does: 'hang' },
  { at: 'IDLE', does: 'drop' },
  { at: 'IDLE', does: 'bye' },
  { at: 'NOOP', does: 'hang' },
  { at: 'NOOP', does: 'drop' },
  { at: 'LIST', does: 'hang', skip: 2 },
] as const)(
  'watchFolders() is not live once the server does $does at $at, and live with a hint when it is back',
  async (rule) => {
    const { door, account } = await behind([rule]);
    const listener = await watched(account, { breakMs: 150 });
    await listener.hears('live');
    await listener.hears('not live', 2000);
    door.behave();
    await listener.hears('changed any');
    await listener.hears('live');
    expect(listener.said).not.toContain('refused');
  },
);

test('watchFolders() tries again, ever less often, while nobody answers', async () => {
  const { door, account } = await behind();
  const listener = await watched(account);
  await listener.hears('live');
  await door.stop();
  await listener.hears('not live');
  door.misbehave({ at: 'GREETING', does: 'bye' });
  const before = door.seen.length;
  await door.start();
  await pause(1000);
  // Once in 50 to 100 ms, when it has tried for a while.
  const tries = door.seen.length - before;
  expect(tries).toBeGreaterThan(4);
  expect(tries).toBeLessThan(25);
  door.behave();
  await listener.hears('live', 1000);
});

test.each(['AUTHENTICATIONFAILED', undefined])(
  'watchFolders() ends when the password is refused (%s)',
  async (code) => {
    const { door, account } = await behind([{ at: 'LOGIN', does: 'no', ...(code && { code }) }]);
    const listener = await watched(account);
    await listener.hears('refused');
    const tries = door.seen.length;
    await pause(300);
    expect(door.seen).toHaveLength(tries);
    expect(listener.said).toEqual(['refused']);
  },
);

test('watchFolders() makes do with the connection that is there where the server allows no other', async () => {
  const box = await aMailbox({ server: await aMailServer({ connections: 1 }) });
  const account = accountOf(box);
  await withConnection(account, 'Cannot', async () => undefined);
  const listener = await watched(account);
  await listener.hears('live');
  await deliver(box.imap, aMessage());
  await listener.hears('changed inbox');
  await deliver(box.imap, aMessage(), 'Work');
  await listener.hears('changed work');
});

test('watchFolders() makes do with it, too, where the server hangs up on another', async () => {
  const { box, door, account } = await behind();
  await withConnection(account, 'Cannot', async () => undefined);
  door.misbehave({ at: 'GREETING', does: 'drop' });
  const listener = await watched(account);
  await listener.hears('live');
  await deliver(box.imap, aMessage());
  await listener.hears('changed inbox');
});

test('watchFolders() gives way to who has work to do where the server allows one connection', async () => {
  const box = await aMailbox({ server: await aMailServer({ connections: 1 }) });
  const account = accountOf(box);
  const listener = await watched(account);
  await listener.hears('live');
  expect(await withConnection(account, 'Cannot', async (client) => client.usable)).toBe(true);
  await listener.hears('changed any');
  await deliver(box.imap, aMessage());
  await listener.hears('changed inbox');
  expect(listener.said).not.toContain('not live');
});
