import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, expect, test, vi } from 'vitest';
import { Account } from '#lib/imap/account.ts';
import { announce } from '#lib/imap/hint.ts';
import { closeConnection } from '#lib/imap/pool.ts';
import { hintFromPhone } from '#lib/phone/hint.ts';
import { setSessionSource } from '#lib/phone/sessions.ts';
import { type BadImap, misbehave } from '#test/bad-imap.ts';
import { aMessage } from '#test/builders.ts';
import { deliver } from '#test/deliver.ts';
import { Listener } from '#test/hearing.ts';
import { aMailbox, pointSettingsAt, type TestMailbox } from '#test/mailbox.ts';
import { openMailbox } from './open.ts';
import { watch } from './watch.ts';

const ends: (() => unknown)[] = [];

afterEach(async () => {
  await Promise.all(ends.splice(0).map((end) => end()));
  await pause(GRACE.graceMs);
});

const GRACE = { graceMs: 50 };

function accountOf({ user, password }: TestMailbox): Account {
  return Account.rejoin({ user, password, clientAddress: '192.0.2.1' });
}

function listen(account: Account, settings: Parameters<typeof watch>[2] = GRACE) {
  const listener = new Listener();
  const leave = watch(account, listener, settings);
  ends.push(leave);
  return { listener, leave };
}

/** The mail server's side: how many connections are there, and how many watch. */
async function counted(box: TestMailbox): Promise<{ door: BadImap; signIns(): number }> {
  const door = await misbehave(box.server);
  ends.push(async () => {
    await door.stop();
    pointSettingsAt(box.server);
  });
  pointSettingsAt(door);
  return { door, signIns: () => door.seen.filter((name) => name === 'AUTHENTICATE').length };
}

test('watch() of many tabs is one connection, which is given up some time after the last has gone', async () => {
  const box = await aMailbox();
  const { door, signIns } = await counted(box);
  const account = accountOf(box);
  const tabs = Array.from({ length: 20 }, () => listen(account));
  for (const { listener } of tabs) await listener.hears('live');
  await deliver(box.imap, aMessage());
  for (const { listener } of tabs) await listener.hears('changed inbox');
  for (const { leave } of tabs) leave();
  await pause(GRACE.graceMs / 2);
  const { listener, leave } = listen(account);
  await listener.hears('live');
  expect(signIns()).toBe(1);
  leave();
  leave();
  await pause(2 * GRACE.graceMs);
  const said = door.seen.length;
  await deliver(box.imap, aMessage());
  await pause(700);
  expect(door.seen).toHaveLength(said);
  expect(Reflect.get(globalThis, Symbol.for('lamplight.watchers'))).toEqual(new Map());
});

test('watch() leaves nothing behind, however often tabs come and go', async () => {
  const box = await aMailbox();
  const account = accountOf(box);
  const before = process.getActiveResourcesInfo().length;
  for (let round = 0; round < 5; round++) {
    const tabs = Array.from({ length: 20 }, () => listen(account));
    await tabs[0]?.listener.hears('live');
    for (const { leave } of tabs) leave();
    await pause(3 * GRACE.graceMs);
  }
  await pause(200);
  expect(process.getActiveResourcesInfo().length).toBeLessThanOrEqual(before);
});

test('watch() gathers what comes at once, and says each folder once', async () => {
  const account = accountOf(await aMailbox());
  const { listener } = listen(account);
  await listener.hears('live');
  await listener.hears('changed any');
  const from = performance.now();
  for (let i = 0; i < 50; i++) for (const folder of ['inbox', 'work'] as const) announce(account, folder);
  await listener.hears('changed work');
  expect(performance.now() - from).toBeGreaterThan(95);
  await pause(150);
  expect(listener.said).toEqual(['live', 'changed any', 'changed inbox', 'changed work']);
});

test('watch() tells the other tabs at once of what one did', async () => {
  const box = await aMailbox();
  await deliver(box.imap, aMessage());
  const account = accountOf(box);
  const { listener } = listen(account);
  await listener.hears('live');
  await listener.hears('changed any');
  const mailbox = await openMailbox(account, undefined);
  const [message] = (await mailbox.messages({ folder: 'inbox', limit: 1 })).messages;
  await mailbox.change({ ids: [message?.id ?? ''] }, { status: 'old' });
  // IDLE would name the inbox.
  await listener.hears('changed any');
});

test('watch() tells at once of what Asterisk says of a mailbox of the account, and of no other', async () => {
  const box = await aMailbox();
  await deliver(box.imap, aMessage());
  const account = accountOf(box);
  const mailbox = await openMailbox(account, undefined);
  await mailbox.summary();
  const { listener } = listen(account);
  await listener.hears('changed any');
  hintFromPhone('1002@default');
  hintFromPhone('1001@sales');
  await pause(150);
  expect(listener.said).toEqual(['live', 'changed any']);
  hintFromPhone('1001@default');
  await listener.hears('changed any', 300);
});

test('watch() has what waited for a phone session tidied up when it ends', async () => {
  const box = await aMailbox();
  await deliver(box.imap, aMessage());
  const account = accountOf(box);
  const mailbox = await openMailbox(account, undefined);
  const [message] = (await mailbox.messages({ folder: 'inbox', limit: 1 })).messages;
  const { listener } = listen(account);
  await listener.hears('changed any');
  ends.push(() => setSessionSource(null));
  setSessionSource(() => 'open');
  await mailbox.change({ ids: [message?.id ?? ''] }, { folder: 'deleted' });
  setSessionSource(() => 'none');
  hintFromPhone('1001@default');
  await vi.waitFor(
    async () => expect(await box.imap.status('INBOX', { messages: true })).toMatchObject({ messages: 0 }),
    5000,
  );
});

test('watch() tells an account nothing of another', async () => {
  const [mine, other] = [await aMailbox(), await aMailbox()];
  const { listener } = listen(accountOf(mine));
  const { listener: witness } = listen(accountOf(other));
  await listener.hears('changed any');
  await witness.hears('changed any');
  await deliver(other.imap, aMessage());
  await witness.hears('changed inbox');
  const mailbox = await openMailbox(accountOf(other), undefined);
  const [message] = (await mailbox.messages({ folder: 'inbox', limit: 1 })).messages;
  await mailbox.change({ ids: [message?.id ?? ''] }, { folder: 'work' });
  await witness.hears('changed any');
  await pause(300);
  expect(listener.said).toEqual(['live', 'changed any']);
});

test('watch() tells whoever has the name but not the password nothing at all', async () => {
  const box = await aMailbox();
  const { listener: own } = listen(accountOf(box));
  await own.hears('changed any');
  const { listener } = listen(accountOf({ ...box, password: 'a guess' }));
  await listener.hears('refused', 8000);
  await deliver(box.imap, aMessage());
  await own.hears('changed inbox');
  expect(listener.said).toEqual(['refused']);
});

test('watch() is over at once where the last tab has signed out', async () => {
  const box = await aMailbox();
  const { door } = await counted(box);
  const account = accountOf(box);
  const { listener, leave } = listen(account, { graceMs: 60_000, breakMs: 50 });
  await listener.hears('live');
  closeConnection(account);
  leave();
  await pause(100);
  const said = door.seen.length;
  await pause(200);
  expect(door.seen).toHaveLength(said);
});

test('watch() says soon that it is not live where the mail server says nothing', async () => {
  const box = await aMailbox();
  const { door } = await counted(box);
  door.misbehave({ at: 'GREETING', does: 'hang' });
  const { listener } = listen(accountOf(box));
  await listener.hears('not live', 2500);
  door.misbehave();
});
