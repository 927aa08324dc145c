import { setTimeout as pause } from 'node:timers/promises';
import { expect, onTestFinished, test, vi } from 'vitest';
import { Account } from '#lib/imap/account.ts';
import { phoneTrouble, startPhone, stopPhone } from '#lib/phone/phone.ts';
import { startAmi } from '#test/ami-server.ts';
import { aMessage } from '#test/builders.ts';
import { deliver } from '#test/deliver.ts';
import { Listener } from '#test/hearing.ts';
import { adoptServer, aMailbox, aMailboxOn, pointSettingsAt, type TestMailbox } from '#test/mailbox.ts';
import { ownMailbox } from '#test/open-mailbox.ts';
import { UW_2005 } from '#test/uw-dialect.ts';
import { startUwImap } from '#test/uw-imap.ts';
import type { Mailbox } from './mailbox.ts';
import { watch } from './watch.ts';

const long = (wish = {}) => aMessage({ durationSeconds: 300, ...wish });

async function rowsOf(mailbox: Mailbox, folder: 'inbox' | 'work' | 'deleted' = 'inbox') {
  return (await mailbox.messages({ folder, limit: 50 })).messages;
}

/** Where each row of a folder goes on, newest first. */
const positions = async (mailbox: Mailbox, folder?: 'inbox' | 'work' | 'deleted') =>
  (await rowsOf(mailbox, folder)).map(({ positionSeconds }) => positionSeconds);

async function flagsOf({ imap }: Pick<TestMailbox, 'imap'>, uid: number): Promise<string[]> {
  await imap.mailboxOpen('INBOX');
  const message = await imap.fetchOne(String(uid), { flags: true }, { uid: true });
  return message ? [...(message.flags ?? [])].filter((flag) => flag !== '\\Recent').sort() : ['gone'];
}

async function listening() {
  const account = await aMailbox();
  const uid = await deliver(account.imap, long());
  const mailbox = await ownMailbox(account);
  const [row] = await rowsOf(mailbox);
  const id = row?.id ?? '';
  return {
    account,
    uid,
    mailbox,
    id,
    stopAt: (seconds: number) => mailbox.change({ ids: [id] }, { positionSeconds: seconds }),
  };
}

test('a position is kept as keywords and as nothing else, for every device', async () => {
  const { account, uid, mailbox, id, stopAt } = await listening();
  expect(await stopAt(20.7)).toMatchObject({ failed: [], messages: [{ was: id, status: 'new', positionSeconds: 20 }] });
  expect(await flagsOf(account, uid)).toEqual(['$VmPos2', '$VmPos8']);
  expect(await positions(mailbox)).toEqual([20]);
  expect(await positions(await ownMailbox(account))).toEqual([20]);
  await stopAt(120);
  expect(await positions(mailbox)).toEqual([120]);
  await stopAt(0);
  expect(await flagsOf(account, uid)).toEqual([]);
});

test('a position changes neither "heard" nor "urgent", and a mark no position', async () => {
  const account = await aMailbox();
  const uid = await deliver(account.imap, long({ urgent: true, status: 'old' }));
  const mailbox = await ownMailbox(account);
  const ids = (await rowsOf(mailbox)).map(({ id }) => id);
  await mailbox.change({ ids }, { positionSeconds: 2 });
  expect(await flagsOf(account, uid)).toEqual(['$VmPos1', '\\Flagged', '\\Seen']);
  await mailbox.change({ ids }, { status: 'new' });
  expect(await flagsOf(account, uid)).toEqual(['$VmPos1', '\\Flagged']);
});

test('of two devices the one that stopped last counts, and what has not moved is not written', async () => {
  const { account, mailbox, stopAt, id } = await listening();
  const other = await ownMailbox(account);
  await stopAt(60);
  await other.change({ ids: [id] }, { positionSeconds: 30 });
  expect(await positions(mailbox)).toEqual([30]);
  await account.imap.mailboxOpen('INBOX');
  const modseq = async () => (await account.imap.status('INBOX', { highestModseq: true })) || null;
  const before = await modseq();
  await stopAt(31);
  expect(await modseq()).toEqual(before);
});

test('a position goes along to Work, to Deleted and back', async () => {
  const { mailbox, stopAt, id } = await listening();
  await stopAt(90);
  const moved = await mailbox.change({ ids: [id] }, { folder: 'work' });
  expect(await positions(mailbox, 'work')).toEqual([90]);
  const gone = await mailbox.change({ ids: moved.messages.map((one) => one.id) }, { folder: 'deleted' });
  expect(await positions(mailbox, 'deleted')).toEqual([90]);
  await mailbox.change({ ids: gone.messages.map((one) => one.id) }, { restore: true });
  expect(await positions(mailbox, 'work')).toEqual([90]);
});

test('changes() tells a page where its rows go on', async () => {
  const { mailbox, stopAt } = await listening();
  const { upTo } = await mailbox.messages({ folder: 'inbox', limit: 50 });
  await stopAt(20);
  const changes = await mailbox.changes({ folder: 'inbox', upTo: upTo ?? '' });
  expect(changes.positions).toEqual([{ uid: changes.uids[0], seconds: 20 }]);
});

test('the position of another mailbox’s message cannot be changed, nor that of one which is gone', async () => {
  const account = await aMailbox();
  const others = await deliver(account.imap, long({ extension: '1002' }));
  await deliver(account.imap, long({ extension: '1001' }));
  const mailbox = await ownMailbox(account, '1001@default');
  const [own] = await rowsOf(mailbox);
  const ids = [String(others), '4242'].map((uid) => own?.id.replace(/\d+$/, uid) ?? '');
  const { messages, failed } = await mailbox.change({ ids }, { positionSeconds: 20 });
  expect(messages).toEqual([]);
  expect(failed).toEqual(ids.map((id) => ({ id, code: 'message-not-found' })));
  expect(await flagsOf(account, others)).toEqual([]);
});

test('nobody is told of a position: no tab looks, no lamp is refreshed; and everybody of what else happens', async () => {
  const { account, mailbox, uid, stopAt } = await listening();
  const ami = await startAmi();
  pointSettingsAt(account.server, { ...ami.settings, LOG_LEVEL: 'silent' });
  startPhone();
  onTestFinished(() => stopPhone());
  await vi.waitFor(() => expect(phoneTrouble()).toBeNull());
  const listener = new Listener();
  const proven = Account.rejoin({ user: account.user, password: account.password, clientAddress: '192.0.2.1' });
  onTestFinished(watch(proven, listener, { graceMs: 50 }));
  await listener.hears('live');
  // What watching begins with has been told by then.
  await pause(1500);
  listener.forget();
  const [saidBefore, askedBefore] = [listener.said.length, ami.actions('VoicemailRefresh').length];
  await stopAt(20);
  await stopAt(40);
  await pause(2000);
  expect(listener.said.slice(saidBefore)).toEqual([]);
  expect(ami.actions('VoicemailRefresh')).toHaveLength(askedBefore);
  await stopAt(60);
  await account.imap.mailboxOpen('INBOX');
  await account.imap.messageFlagsAdd(String(uid), ['\\Seen'], { uid: true });
  await listener.hears('changed inbox');
  await vi.waitFor(() => expect(ami.actions('VoicemailRefresh').length).toBeGreaterThan(askedBefore));
  expect(await positions(mailbox)).toEqual([58]);
});

test('a server that keeps no keywords has its positions remembered, for every device, until the portal ends', async () => {
  const server = adoptServer(await startUwImap(UW_2005));
  const account = await aMailboxOn(server);
  await account.imap.append('INBOX', long().raw);
  const mailbox = await ownMailbox(account);
  const ids = (await rowsOf(mailbox)).map(({ id }) => id);
  expect(await mailbox.change({ ids }, { positionSeconds: 20 })).toMatchObject({ failed: [] });
  await mailbox.change({ ids }, { status: 'old' });
  expect(await flagsOf(account, 1)).toEqual(['\\Seen']);
  expect([await positions(mailbox), await positions(await ownMailbox(account))]).toEqual([[20], [20]]);
  await mailbox.change({ ids }, { positionSeconds: 0 });
  expect(await positions(mailbox)).toEqual([0]);
  expect(Reflect.get(globalThis, Symbol.for('lamplight.positions')).size).toBe(0);
});
