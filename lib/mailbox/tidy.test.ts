import { afterEach, expect, test, vi } from 'vitest';
import { Account } from '#lib/imap/account.ts';
import { ALL_MARKS } from '#lib/imap/marks.ts';
import { setSessionSource } from '#lib/phone/sessions.ts';
import { aGreeting, aMessage, anOrdinaryMail } from '#test/builders.ts';
import { deliver } from '#test/deliver.ts';
import { aMailbox, pointSettingsAt, type TestMailbox } from '#test/mailbox.ts';
import { ownMailbox } from '#test/open-mailbox.ts';
import type { Mailbox } from './mailbox.ts';
import { tidy } from './tidy.ts';

afterEach(() => {
  vi.useRealTimers();
  setSessionSource(null);
});

const later = (minutes: number) => vi.setSystemTime(Date.now() + minutes * 60_000);
const DAYS = 24 * 60;

async function begin(...mails: ReturnType<typeof aMessage>[]) {
  vi.useFakeTimers({ toFake: ['Date'] });
  const account = await aMailbox();
  pointSettingsAt(account.server);
  for (const mail of mails) await deliver(account.imap, mail);
  const own = Account.rejoin({ ...account, clientAddress: '192.0.2.1' });
  return { account, own, mailbox: await ownMailbox(account) };
}

async function removeAll(mailbox: Mailbox) {
  const { messages } = await mailbox.messages({ folder: 'inbox', limit: 200 });
  return mailbox.change({ ids: messages.map(({ id }) => id) }, { folder: 'deleted' });
}

async function uidsIn({ imap }: TestMailbox, folder: string): Promise<number[]> {
  await imap.mailboxOpen(folder);
  return (await imap.search({ all: true }, { uid: true })) || [];
}

test('without word from Asterisk hidden messages leave after five quiet minutes, and a change by others starts them anew', async () => {
  const { account, own, mailbox } = await begin(aMessage());
  await removeAll(mailbox);
  later(4);
  expect(await tidy(own)).toBe(true);
  await deliver(account.imap, aMessage());
  expect(await tidy(own)).toBe(true);
  later(4);
  expect(await tidy(own)).toBe(true);
  expect(await uidsIn(account, 'INBOX')).toEqual([1, 2]);
  later(2);
  expect(await tidy(own)).toBe(false);
  expect(await uidsIn(account, 'INBOX')).toEqual([2]);
});

test('while a session is known to run, no quiet is long enough', async () => {
  setSessionSource(() => 'open');
  const { account, own, mailbox } = await begin(aMessage());
  await removeAll(mailbox);
  await tidy(own);
  later(600);
  expect(await tidy(own)).toBe(true);
  expect(await uidsIn(account, 'INBOX')).toEqual([1]);
});

test('a session is known to run also in a mailbox that was opened before its first message', async () => {
  setSessionSource(() => 'open');
  vi.useFakeTimers({ toFake: ['Date'] });
  const account = await aMailbox({ name: '1001' });
  const own = Account.rejoin({ ...account, clientAddress: '192.0.2.1' });
  const mailbox = await ownMailbox(account);
  await deliver(account.imap, aMessage());
  await removeAll(mailbox);
  await tidy(own);
  later(600);
  expect(await tidy(own)).toBe(true);
  expect(await uidsIn(account, 'INBOX')).toEqual([1]);
});

test('with TIDY_AFTER_MINUTES=0 nothing waits', async () => {
  const { account, mailbox } = await begin(aMessage());
  pointSettingsAt(account.server, { TIDY_AFTER_MINUTES: '0' });
  await removeAll(mailbox);
  expect(await uidsIn(account, 'INBOX')).toEqual([]);
});

test('a mark whose copy was never made is taken back', async () => {
  const { account, own, mailbox } = await begin({ ...aMessage(), flags: ['\\Seen', '$VmFrom1'] });
  expect(await tidy(own)).toBe(false);
  await account.imap.mailboxOpen('INBOX');
  const message = await account.imap.fetchOne('1', { flags: true }, { uid: true });
  expect(message && [...(message.flags ?? [])].filter((flag) => ALL_MARKS.includes(flag))).toEqual([]);
  expect((await mailbox.messages({ folder: 'inbox', limit: 9 })).total).toBe(1);
});

test('a source that is left flagged deleted is lifted while a session may run, and leaves when none can', async () => {
  setSessionSource(() => 'open');
  const { account, own, mailbox } = await begin(aMessage());
  await removeAll(mailbox);
  await account.imap.mailboxOpen('INBOX');
  await account.imap.messageFlagsAdd('1', ['\\Deleted'], { uid: true });
  await tidy(own);
  const message = await account.imap.fetchOne('1', { flags: true }, { uid: true });
  expect(message && [...(message.flags ?? [])]).not.toContain('\\Deleted');
  expect((await mailbox.messages({ folder: 'inbox', limit: 9 })).total).toBe(0);
  setSessionSource(() => 'none');
  await tidy(own);
  expect(await uidsIn(account, 'INBOX')).toEqual([]);
});

test('Deleted keeps a message for its days, also over a restart, and purges voicemail only', async () => {
  setSessionSource(() => 'none');
  const { account, own, mailbox } = await begin(aMessage(), aMessage());
  const [first] = (await removeAll(mailbox)).messages;
  for (const mail of [anOrdinaryMail(), aGreeting('busy'), aMessage({ extension: '77' })]) {
    await deliver(account.imap, mail, 'Deleted');
  }
  await mailbox.summary();
  const inDeleted = await mailbox.messages({ folder: 'deleted', limit: 9 });
  const days = (Date.parse(inDeleted.messages[0]?.purgeAt ?? '') - Date.now()) / (DAYS * 60_000);
  expect([first?.from, Math.round(days)]).toEqual(['inbox', 30]);
  later(29 * DAYS);
  Reflect.deleteProperty(globalThis, Symbol.for('lamplight.ledgers'));
  await tidy(own);
  expect((await mailbox.messages({ folder: 'deleted', limit: 9 })).total).toBe(2);
  later(2 * DAYS);
  await tidy(own);
  expect((await mailbox.messages({ folder: 'deleted', limit: 9 })).total).toBe(0);
  expect(await uidsIn(account, 'Deleted')).toHaveLength(3 - 1);
});

test('with DELETED_DAYS=0 Deleted keeps for ever', async () => {
  setSessionSource(() => 'none');
  const { account, own, mailbox } = await begin(aMessage());
  pointSettingsAt(account.server, { DELETED_DAYS: '0' });
  const [removed] = (await removeAll(mailbox)).messages;
  expect(removed?.purgeAt).toBeNull();
  await tidy(own);
  later(4000 * DAYS);
  await tidy(own);
  expect(await uidsIn(account, 'Deleted')).toEqual([1]);
});
