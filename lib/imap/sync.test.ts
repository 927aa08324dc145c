import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { misbehave } from '#test/bad-imap.ts';
import { aMessage, anOrdinaryMail } from '#test/builders.ts';
import { deliver } from '#test/deliver.ts';
import { aMailbox, aMailServer, pointSettingsAt, type TestMailbox } from '#test/mailbox.ts';
import { fillFolder } from '#test/maildir.ts';
import { ownMailbox } from '#test/open-mailbox.ts';

const NO_QRESYNC = 'IMAP4rev1 ID UIDPLUS NAMESPACE ENABLE CONDSTORE LIST-EXTENDED LIST-STATUS';
const NO_CONDSTORE = 'IMAP4rev1 UIDPLUS NAMESPACE UNSELECT';
const INBOX = { folder: 'inbox', limit: 50 } as const;

/** An inbox that the portal has listed, through a proxy that writes down what it is asked then. */
async function aListedInbox(account: TestMailbox) {
  const proxy = await misbehave(account.server);
  onTestFinished(() => proxy.stop());
  pointSettingsAt(proxy);
  const mailbox = await ownMailbox(account);
  const list = async () => (await mailbox.messages(INBOX)).messages.map(({ id, status }) => `${uidOf(id)} ${status}`);
  await list();
  const said = proxy.towards(account.user).listen();
  const listAgain = async () => {
    said.length = 0;
    return { rows: await list(), said: said.map(nameOf) };
  };
  return { proxy, mailbox, listAgain };
}

const uidOf = (id: string) => Number(id.split('.')[2]);
const nameOf = (line: string) => line.match(/^(UID )?[A-Z]+/)?.[0];

/** 1,000 ordinary mails, and some voicemails between them. */
async function amongOrdinaryMail(account: TestMailbox) {
  const mails = Array.from({ length: 1000 }, (_, i) => (i % 250 === 0 ? aMessage() : anOrdinaryMail()));
  await fillFolder(account.server, { name: account.user, password: account.password }, 'INBOX', mails);
  await account.imap.mailboxOpen('INBOX');
}

const uid = { uid: true };

test('a folder in which nothing happened is neither opened nor searched again', async () => {
  const account = await aMailbox();
  await deliver(account.imap, aMessage());
  const { listAgain } = await aListedInbox(account);
  expect(await listAgain()).toEqual({ rows: ['1 new'], said: ['NOOP', 'STATUS'] });
});

test('a folder that another one was opened after is opened once, and nothing of it is read again', async () => {
  const account = await aMailbox();
  await deliver(account.imap, aMessage());
  const { listAgain, mailbox } = await aListedInbox(account);
  await account.imap.mailboxCreate('Work');
  await mailbox.messages({ ...INBOX, folder: 'work' });
  expect(await listAgain()).toEqual({ rows: ['1 new'], said: ['SELECT'] });
});

test('what others did among 1,000 ordinary mails is told in one answer, and nothing is asked for twice', async () => {
  const account = await aMailbox();
  await amongOrdinaryMail(account);
  const { listAgain } = await aListedInbox(account);
  await account.imap.messageDelete('251', uid);
  await account.imap.messageFlagsAdd('501', ['\\Seen'], uid);
  const gone = await listAgain();
  expect(gone).toEqual({ rows: ['751 new', '501 old', '1 new'], said: ['NOOP', 'STATUS', 'UID FETCH'] });
  await account.imap.messageDelete('252', uid);
  await account.imap.messageFlagsAdd('253', ['\\Seen'], uid);
  expect(await listAgain()).toEqual({ rows: gone.rows, said: ['NOOP', 'STATUS', 'UID FETCH'] });
  await deliver(account.imap, anOrdinaryMail());
  await deliver(account.imap, aMessage());
  const come = await listAgain();
  expect(come.rows).toEqual(['1002 new', ...gone.rows]);
  // What changed, the newcomers, their headers, and what a row needs beyond them.
  expect(come.said).toEqual(['NOOP', 'STATUS', 'UID FETCH', 'UID SEARCH', 'UID FETCH', 'UID FETCH']);
});

test.each([
  ['QRESYNC', NO_QRESYNC, ['NOOP', 'STATUS', 'UID FETCH', 'UID SEARCH']],
  ['CONDSTORE', NO_CONDSTORE, ['SELECT', 'UID FETCH']],
])('without %s only what is known is looked for, in one command', async (_, capabilities, said) => {
  const account = await aMailbox({ server: await aMailServer({ capabilities }) });
  await amongOrdinaryMail(account);
  const { listAgain } = await aListedInbox(account);
  await account.imap.messageDelete('251', uid);
  await account.imap.messageFlagsAdd('501', ['\\Seen'], uid);
  expect(await listAgain()).toEqual({ rows: ['751 new', '501 old', '1 new'], said });
});

test.each(['BODYSTRUCTURE', 'HEADER.FIELDS'])(
  'a change that the answer to a FETCH of %s told of is not missed, and nothing is lost by it',
  async (holding) => {
    const account = await aMailbox();
    for (let i = 0; i < 3; i++) await deliver(account.imap, aMessage());
    const { listAgain, mailbox, proxy } = await aListedInbox(account);
    await account.imap.mailboxOpen('INBOX');
    const meanwhile = () => account.imap.messageFlagsAdd('2,4', ['\\Seen'], uid);
    proxy.misbehave({ at: 'UID FETCH', holding, does: 'wait', meanwhile });
    await deliver(account.imap, aMessage());
    await mailbox.messages(INBOX);
    expect((await listAgain()).rows).toEqual(['4 old', '3 new', '2 old', '1 new']);
    const { messages } = await mailbox.messages(INBOX);
    expect(messages.map(({ codec }) => codec)).toEqual(['gsm', 'gsm', 'gsm', 'gsm']);
  },
);

test('a message that came into the maildir behind Dovecot’s back is in the next list', async () => {
  const account = await aMailbox();
  await deliver(account.imap, aMessage());
  const { listAgain } = await aListedInbox(account);
  const place = join(account.server.maildirOf(account.user), 'new', '1795863476.M1P1.elsewhere');
  writeFileSync(place, aMessage().raw, { mode: 0o666 });
  expect((await listAgain()).rows).toEqual(['2 new', '1 new']);
});

test.each(['DELETE', 'RENAME'])(
  'a folder that went by %s and was made anew is not taken for the old one',
  async (how) => {
    const account = await aMailbox();
    pointSettingsAt(account.server);
    for (let i = 0; i < 2; i++) await deliver(account.imap, aMessage({ status: 'old' }), 'Work');
    const mailbox = await ownMailbox(account);
    const list = () => mailbox.messages({ folder: 'work', limit: 50 });
    const before = await list();
    await account.imap.mailboxClose();
    if (how === 'DELETE') await account.imap.mailboxDelete('Work');
    else await account.imap.mailboxRename('Work', 'Elsewhere');
    for (let i = 0; i < 2; i++) await deliver(account.imap, aMessage(), 'Work');
    const after = await list();
    expect(after.messages.map(({ status }) => status)).toEqual(['new', 'new']);
    expect(after.upTo).not.toBe(before.upTo);
  },
);
