import { expect, test } from 'vitest';
import type { MailboxSummary } from '#lib/voicemail/summary.ts';
import { aMessage } from '#test/builders.ts';
import { deliver } from '#test/deliver.ts';
import { aMailbox, aMailServer, pointSettingsAt } from '#test/mailbox.ts';
import { ownMailbox } from '#test/open-mailbox.ts';

const shown = ({ folders }: MailboxSummary) =>
  folders.filter(({ total }) => total > 0).map(({ slug, name, total, onPhone }) => ({ slug, name, total, onPhone }));

test.each([
  { separator: '/', prefix: '' },
  { separator: '.', prefix: '' },
] as const)(
  'below a parent folder, with $separator between, Work is the one the phone opens; a bare one is not on the phone',
  async (names) => {
    const server = await aMailServer(names);
    const account = await aMailbox({ server });
    pointSettingsAt(server, { IMAP_PARENT_FOLDER: 'Voicemail' });
    await deliver(account.imap, aMessage());
    await deliver(account.imap, aMessage(), `Voicemail${names.separator}Work`);
    await deliver(account.imap, aMessage(), 'Work');
    await deliver(account.imap, aMessage(), 'Work');
    const mailbox = await ownMailbox(account);
    expect(shown(await mailbox.summary())).toEqual([
      { slug: 'inbox', name: 'Inbox', total: 1, onPhone: true },
      { slug: 'work', name: 'Work', total: 1, onPhone: true },
      { slug: 'stray-work', name: 'Work', total: 2, onPhone: false },
    ]);
    expect((await mailbox.messages({ folder: 'stray-work', limit: 9 })).total).toBe(2);
  },
);

test('IMAP_FOLDER names the inbox, and INBOX itself is then no folder of ours', async () => {
  const server = await aMailServer();
  const account = await aMailbox({ server });
  pointSettingsAt(server, { IMAP_FOLDER: 'Voice/Incoming' });
  await deliver(account.imap, aMessage());
  await deliver(account.imap, aMessage({ status: 'old' }), 'Voice/Incoming');
  const mailbox = await ownMailbox(account);
  expect(shown(await mailbox.summary())).toEqual([{ slug: 'inbox', name: 'Inbox', total: 1, onPhone: true }]);
  expect((await mailbox.messages({ folder: 'inbox', limit: 9 })).messages).toMatchObject([{ status: 'old' }]);
});

test('a folder that is deleted while we know it is empty, and one that is no standard folder is not there', async () => {
  const account = await aMailbox({ server: await aMailServer() });
  await deliver(account.imap, aMessage());
  await deliver(account.imap, aMessage(), 'Work');
  await deliver(account.imap, aMessage(), 'Cust1');
  const mailbox = await ownMailbox(account);
  const total = async (folder: 'work' | 'cust1') => (await mailbox.messages({ folder, limit: 1 })).total;
  expect([await total('work'), await total('cust1')]).toEqual([1, 1]);
  for (const folder of ['Work', 'Cust1']) await account.imap.mailboxDelete(folder);
  expect(await total('work')).toBe(0);
  await expect(total('cust1')).rejects.toMatchObject({ code: 'folder-not-found' });
});
