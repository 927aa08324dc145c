import { expect, test } from 'vitest';
import { setSessionSource } from '#lib/phone/sessions.ts';
import { aMessage } from '#test/builders.ts';
import { deliver } from '#test/deliver.ts';
import { aMailbox } from '#test/mailbox.ts';
import { ownMailbox } from '#test/open-mailbox.ts';
import type { Mailbox } from './mailbox.ts';

const rowsIn = async (mailbox: Mailbox, folder: 'inbox' | 'deleted') =>
  (await mailbox.messages({ folder, limit: 200 })).messages;
const idsIn = async (mailbox: Mailbox, folder: 'inbox' | 'deleted') =>
  (await rowsIn(mailbox, folder)).map(({ id }) => id);

/** One message in Deleted, which a mail client has copied back into the inbox. */
async function takenBack() {
  setSessionSource(() => 'none');
  const { imap, ...account } = await aMailbox();
  await deliver(imap, aMessage());
  const mailbox = await ownMailbox({ imap, ...account });
  await mailbox.change({ ids: await idsIn(mailbox, 'inbox') }, { folder: 'deleted' });
  await imap.mailboxOpen('Deleted');
  await imap.messageCopy('1', 'INBOX', { uid: true });
  return mailbox;
}

test('a message that a mail client took back from Deleted stays in the list when it is marked heard', async () => {
  const mailbox = await takenBack();
  expect(await mailbox.change({ ids: await idsIn(mailbox, 'inbox') }, { status: 'old' })).toMatchObject({ failed: [] });
  expect(await rowsIn(mailbox, 'inbox')).toMatchObject([{ status: 'old' }]);
});

test('restoring leaves a message as it is that somebody took back before', async () => {
  const mailbox = await takenBack();
  await mailbox.change({ ids: await idsIn(mailbox, 'deleted') }, { status: 'old' });
  await mailbox.change({ ids: await idsIn(mailbox, 'deleted') }, { restore: true });
  expect(await rowsIn(mailbox, 'inbox')).toMatchObject([{ status: 'new' }]);
  expect(await rowsIn(mailbox, 'deleted')).toEqual([]);
});

test('a heard message that a mail client copies back from where we moved it is in the list', async () => {
  setSessionSource(() => 'none');
  const account = await aMailbox();
  await deliver(account.imap, aMessage({ status: 'old' }));
  const mailbox = await ownMailbox(account);
  await mailbox.change({ ids: await idsIn(mailbox, 'inbox') }, { folder: 'work' });
  await account.imap.mailboxOpen('Work');
  await account.imap.messageCopy('1', 'INBOX', { uid: true });
  expect(await rowsIn(mailbox, 'inbox')).toMatchObject([{ status: 'old' }]);
});
