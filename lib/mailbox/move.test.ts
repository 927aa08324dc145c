import { afterEach, beforeEach, expect, test } from 'vitest';
import { Account } from '#lib/imap/account.ts';
import { setSessionSource } from '#lib/phone/sessions.ts';
import type { FolderSlug } from '#lib/voicemail/folder.ts';
import { aMessage, anOrdinaryMail, type MessageWish } from '#test/builders.ts';
import { deliver } from '#test/deliver.ts';
import { aMailbox, pointSettingsAt, type TestMailbox } from '#test/mailbox.ts';
import { ownMailbox } from '#test/open-mailbox.ts';
import type { Mailbox } from './mailbox.ts';
import { tidy } from './tidy.ts';

beforeEach(() => setSessionSource(() => 'none'));
afterEach(() => setSessionSource(null));

const rowsIn = async (mailbox: Mailbox, folder: FolderSlug) =>
  (await mailbox.messages({ folder, limit: 200 })).messages;
const idsIn = async (mailbox: Mailbox, folder: FolderSlug) => (await rowsIn(mailbox, folder)).map(({ id }) => id);

/** What the server has, by another client: `["1 \\Seen"]`. */
async function stored({ imap }: TestMailbox, folder: string): Promise<string[]> {
  await imap.mailboxOpen(folder);
  const messages = await imap.fetchAll('1:*', { uid: true, flags: true }).catch(() => []);
  return messages.map(({ uid, flags }) => [uid, ...[...(flags ?? [])].filter((flag) => flag !== '\\Recent')].join(' '));
}

async function withMessages(...wishes: MessageWish[]) {
  const account = await aMailbox();
  for (const wish of wishes) await deliver(account.imap, aMessage(wish));
  return { account, mailbox: await ownMailbox(account) };
}

test('removing a message that is new and urgent, where no phone session runs, takes it out of the inbox at once', async () => {
  const { account, mailbox } = await withMessages({ urgent: true }, {});
  const [, id = ''] = await idsIn(mailbox, 'inbox');
  const { messages, failed } = await mailbox.change({ ids: [id] }, { folder: 'deleted' });
  expect(failed).toEqual([]);
  expect(messages).toMatchObject([{ was: id, folder: 'deleted', from: 'inbox', status: 'new', urgent: true }]);
  expect(messages[0]?.caller.name).toBe('Dr Patel');
  expect(await stored(account, 'INBOX')).toEqual(['2']);
  expect(await rowsIn(mailbox, 'deleted')).toMatchObject([{ id: messages[0]?.id, from: 'inbox', status: 'new' }]);
});

test('restoring puts it back with its folder, status and urgency, and leaves nothing in Deleted', async () => {
  const { account, mailbox } = await withMessages({ urgent: true });
  const removed = await mailbox.change({ ids: await idsIn(mailbox, 'inbox') }, { folder: 'deleted' });
  const back = await mailbox.change({ ids: removed.messages.map(({ id }) => id) }, { restore: true });
  expect(back).toMatchObject({ failed: [], messages: [{ folder: 'inbox', status: 'new', urgent: true, from: null }] });
  expect(await stored(account, 'INBOX')).toEqual(['2 \\Flagged']);
  expect(await stored(account, 'Deleted')).toEqual([]);
});

test.each(['open', 'unknown'] as const)(
  'while sessions are %s a removed message stays, heard and hidden, and is out of the list; restoring takes it as it was',
  async (sessions) => {
    setSessionSource(() => sessions);
    const { account, mailbox } = await withMessages({ urgent: true }, {});
    const [second = '', first = ''] = await idsIn(mailbox, 'inbox');
    const removed = await mailbox.change({ ids: [first] }, { folder: 'deleted' });
    expect(await stored(account, 'INBOX')).toEqual(['1 \\Flagged \\Seen $VmFrom1', '2']);
    expect(await idsIn(mailbox, 'inbox')).toEqual([second]);
    const summary = await mailbox.summary();
    expect(summary.folders[0]).toMatchObject({ new: 1, old: 0, total: 1 });
    expect(summary.lamp).toMatchObject({ new: 1, old: 1, urgent: 0 });
    const back = await mailbox.change({ ids: removed.messages.map(({ id }) => id) }, { restore: true });
    expect(back).toMatchObject({ failed: [], messages: [{ id: first, folder: 'inbox', status: 'new', urgent: true }] });
    expect(await stored(account, 'INBOX')).toEqual(['1 \\Flagged', '2']);
    expect(await stored(account, 'Deleted')).toEqual([]);
  },
);

test('tidy() takes hidden messages out when the session has ended, and not before', async () => {
  setSessionSource(() => 'open');
  const { account, mailbox } = await withMessages({}, {}, {});
  const ids = await idsIn(mailbox, 'inbox');
  await mailbox.change({ ids: ids.slice(0, 2) }, { folder: 'deleted' });
  const own = Account.rejoin({ ...account, clientAddress: '192.0.2.1' });
  expect(await tidy(own)).toBe(true);
  expect(await stored(account, 'INBOX')).toHaveLength(3);
  setSessionSource(() => 'none');
  expect(await tidy(own)).toBe(false);
  expect(await stored(account, 'INBOX')).toEqual(['1']);
  expect(await idsIn(mailbox, 'deleted')).toHaveLength(2);
});

test('after a mail client or Asterisk has expunged the hidden source, restoring copies it back as it was', async () => {
  setSessionSource(() => 'open');
  const { account, mailbox } = await withMessages({ urgent: true });
  const removed = await mailbox.change({ ids: await idsIn(mailbox, 'inbox') }, { folder: 'deleted' });
  await account.imap.mailboxOpen('INBOX');
  await account.imap.messageDelete('1', { uid: true });
  const back = await mailbox.change({ ids: removed.messages.map(({ id }) => id) }, { restore: true });
  expect(back).toMatchObject({ failed: [], messages: [{ folder: 'inbox', status: 'new', urgent: true }] });
  expect(await stored(account, 'INBOX')).toEqual(['2 \\Flagged']);
});

test('a message that the phone marked new again is back in the list', async () => {
  setSessionSource(() => 'open');
  const { account, mailbox } = await withMessages({});
  await mailbox.change({ ids: await idsIn(mailbox, 'inbox') }, { folder: 'deleted' });
  await account.imap.mailboxOpen('INBOX');
  await account.imap.messageFlagsRemove('1', ['\\Seen'], { uid: true });
  expect(await rowsIn(mailbox, 'inbox')).toMatchObject([{ status: 'new' }]);
  const [deleted = ''] = await idsIn(mailbox, 'deleted');
  await mailbox.change({ ids: [deleted] }, { restore: true });
  expect(await rowsIn(mailbox, 'inbox')).toHaveLength(1);
  expect(await rowsIn(mailbox, 'deleted')).toHaveLength(0);
});

test('purging in Deleted takes the hidden source along and spares mail flagged deleted', async () => {
  setSessionSource(() => 'open');
  const { account, mailbox } = await withMessages({});
  const mail = { ...anOrdinaryMail(), flags: ['\\Deleted'] };
  await deliver(account.imap, mail, 'Deleted');
  await deliver(account.imap, mail);
  const { messages } = await mailbox.change({ ids: await idsIn(mailbox, 'inbox') }, { folder: 'deleted' });
  const ids = messages.map(({ id }) => id);
  expect(await mailbox.purge({ ids }, { isOverQuota: false })).toEqual({ purged: ids, messages: [], failed: [] });
  expect(await idsIn(mailbox, 'inbox')).toEqual([]);
  expect(await stored(account, 'Deleted')).toEqual(['1 \\Deleted']);
  setSessionSource(() => 'none');
  await tidy(Account.rejoin({ ...account, clientAddress: '192.0.2.1' }));
  expect(await stored(account, 'INBOX')).toEqual(['2 \\Deleted']);
});

test('purging anywhere but in Deleted is not-allowed, and so is restoring from there', async () => {
  const { mailbox } = await withMessages({});
  const ids = await idsIn(mailbox, 'inbox');
  const failed = ids.map((id) => ({ id, code: 'not-allowed' }));
  expect(await mailbox.purge({ ids }, { isOverQuota: false })).toMatchObject({ purged: [], failed });
  expect(await mailbox.change({ ids }, { restore: true })).toEqual({ messages: [], failed });
});

test('a move to a folder that is not there makes it, and moving back finds the way', async () => {
  const { account, mailbox } = await withMessages({ status: 'old' });
  const moved = await mailbox.change({ ids: await idsIn(mailbox, 'inbox') }, { folder: 'cust3' });
  expect(moved.messages).toMatchObject([{ folder: 'cust3', status: 'old' }]);
  expect(await stored(account, 'Cust3')).toEqual(['1 \\Seen']);
  const back = await mailbox.change({ ids: moved.messages.map(({ id }) => id) }, { folder: 'inbox' });
  expect(back.messages).toMatchObject([{ folder: 'inbox', status: 'old' }]);
  expect(await stored(account, 'Cust3')).toEqual([]);
});

test('a folder is never filled past maxmsg: the newest go in, the rest say why they do not', async () => {
  const { account, mailbox } = await withMessages({}, {}, {});
  pointSettingsAt(account.server, { MAX_MESSAGES: '2' });
  const ids = await idsIn(mailbox, 'inbox');
  const { messages, failed } = await mailbox.change({ ids }, { folder: 'work' });
  expect(messages.map(({ was }) => was)).toEqual(ids.slice(0, 2));
  expect(failed).toEqual([{ id: ids[2], code: 'folder-full' }]);
  expect(await idsIn(mailbox, 'inbox')).toEqual([ids[2]]);
  pointSettingsAt(account.server);
});

test('over quota nothing moves and nothing is lost; for good it goes without a copy', async () => {
  const account = await aMailbox({ quotaMessages: 3 });
  for (let i = 0; i < 3; i++) await deliver(account.imap, aMessage());
  const mailbox = await ownMailbox(account);
  const ids = await idsIn(mailbox, 'inbox');
  const one = ids.slice(0, 1);
  expect((await mailbox.change({ ids: one }, { folder: 'deleted' })).failed).toEqual([
    { id: ids[0], code: 'mailbox-over-quota' },
  ]);
  expect(await idsIn(mailbox, 'inbox')).toEqual(ids);
  expect(await mailbox.purge({ ids: one }, { isOverQuota: true })).toEqual({ purged: one, messages: [], failed: [] });
  expect(await stored(account, 'INBOX')).toEqual(['1', '2']);
});

test('copies that the phone left in one folder are one row, and a verb acts on all', async () => {
  const account = await aMailbox();
  const mail = aMessage();
  await deliver(account.imap, mail);
  await deliver(account.imap, { ...mail, flags: ['\\Seen'] });
  await deliver(account.imap, mail, 'Work');
  const mailbox = await ownMailbox(account);
  await mailbox.summary();
  expect(await rowsIn(mailbox, 'inbox')).toMatchObject([{ status: 'new', alsoIn: ['work'] }]);
  await mailbox.change({ ids: await idsIn(mailbox, 'inbox') }, { status: 'old' });
  expect(await stored(account, 'INBOX')).toEqual(['1 \\Seen', '2 \\Seen']);
  await mailbox.change({ ids: await idsIn(mailbox, 'inbox') }, { folder: 'deleted' });
  expect(await stored(account, 'INBOX')).toEqual([]);
  expect(await idsIn(mailbox, 'deleted')).toHaveLength(1);
  expect(await idsIn(mailbox, 'work')).toHaveLength(1);
});

test('a filter takes what matches and had arrived when the person looked', async () => {
  const { account, mailbox } = await withMessages({}, { status: 'old' }, {});
  const { upTo } = await mailbox.messages({ folder: 'inbox', limit: 1 });
  await deliver(account.imap, aMessage());
  const filter = { folder: 'inbox', status: 'new', upTo: upTo ?? '' } as const;
  expect((await mailbox.change({ filter }, { folder: 'deleted' })).messages).toHaveLength(2);
  expect(await stored(account, 'INBOX')).toEqual(['2 \\Seen', '4']);
});

test('every verb on a message of another mailbox is message-not-found', async () => {
  const account = await aMailbox({ name: '1001' });
  await deliver(account.imap, aMessage({ extension: '1001' }));
  await deliver(account.imap, aMessage({ extension: '100' }));
  await deliver(account.imap, aMessage({ extension: '100' }), 'Deleted');
  const other = await ownMailbox(account, '100@default');
  const mailbox = await ownMailbox(account, '1001@default');
  const [id = ''] = await idsIn(other, 'inbox');
  const [deleted = ''] = await idsIn(other, 'deleted');
  for (const wish of [{ status: 'old' }, { folder: 'work' }, { folder: 'deleted' }] as const) {
    expect(await mailbox.change({ ids: [id] }, wish)).toEqual({
      messages: [],
      failed: [{ id, code: 'message-not-found' }],
    });
  }
  const failed = [{ id: deleted, code: 'message-not-found' }];
  expect(await mailbox.change({ ids: [deleted] }, { restore: true })).toEqual({ messages: [], failed });
  expect(await mailbox.purge({ ids: [deleted] }, { isOverQuota: false })).toEqual({ purged: [], messages: [], failed });
  expect(await stored(account, 'INBOX')).toEqual(['1', '2']);
});
