import { expect, test } from 'vitest';
import { setSessionSource } from '#lib/phone/sessions.ts';
import { misbehave } from '#test/bad-imap.ts';
import { aMessage, anOrdinaryMail } from '#test/builders.ts';
import { deliver } from '#test/deliver.ts';
import { aMailbox, aMailServer, pointSettingsAt, type TestMailbox } from '#test/mailbox.ts';
import { ownMailbox } from '#test/open-mailbox.ts';

const WITHOUT_UIDPLUS = 'IMAP4rev1 NAMESPACE CHILDREN UNSELECT LITERAL+';

async function stored({ imap }: TestMailbox, folder: string): Promise<string[]> {
  await imap.mailboxOpen(folder);
  const messages = await imap.fetchAll('1:*', { uid: true, flags: true }).catch(() => []);
  return messages.map(({ uid, flags }) => [uid, ...[...(flags ?? [])].filter((flag) => flag !== '\\Recent')].join(' '));
}

async function withoutUidplus() {
  const account = await aMailbox({ server: await aMailServer({ capabilities: WITHOUT_UIDPLUS }) });
  await deliver(account.imap, { ...anOrdinaryMail(), flags: ['\\Deleted'] });
  await deliver(account.imap, aMessage());
  await deliver(account.imap, { ...aMessage({ extension: '77' }), flags: ['\\Deleted'] });
  setSessionSource(() => 'none');
  return account;
}

const idsOf = async (mailbox: Awaited<ReturnType<typeof ownMailbox>>) =>
  (await mailbox.messages({ folder: 'inbox', limit: 9 })).messages.map(({ id }) => id);

test('without UIDPLUS the deleted marks of all others are lifted for the length of an EXPUNGE and put back', async () => {
  const account = await withoutUidplus();
  const proxy = await misbehave(account.server);
  pointSettingsAt(proxy);
  const mailbox = await ownMailbox(account, '1001@default');
  const { messages } = await mailbox.change({ ids: await idsOf(mailbox) }, { folder: 'deleted' });
  expect(messages).toHaveLength(1);
  expect(proxy.seen).toContain('EXPUNGE');
  expect(await stored(account, 'INBOX')).toEqual(['1 \\Deleted', '3 \\Deleted']);
  await proxy.stop();
});

test('an EXPUNGE that never comes leaves nothing flagged deleted, and others get their marks back at the next contact', async () => {
  const account = await withoutUidplus();
  const proxy = await misbehave(account.server, { at: 'EXPUNGE', does: 'drop', times: 1 });
  pointSettingsAt(proxy, { IMAP_TIMEOUT_SECONDS: '0.3' });
  const mailbox = await ownMailbox(account, '1001@default');
  await expect(mailbox.change({ ids: await idsOf(mailbox) }, { folder: 'deleted' })).rejects.toMatchObject({
    code: 'mail-server-unreachable',
  });
  expect(await stored(account, 'INBOX')).toEqual(['1', expect.stringContaining('2 '), '3']);
  await mailbox.summary();
  await expect.poll(() => stored(account, 'INBOX'), { timeout: 5000 }).toEqual(['1 \\Deleted', '3 \\Deleted']);
  expect((await mailbox.messages({ folder: 'deleted', limit: 9 })).total).toBe(1);
  await proxy.stop();
});

test('a mark that cannot be lifted makes the purge unsafe: the message stays hidden and nothing else is touched', async () => {
  const account = await withoutUidplus();
  await deliver(account.imap, aMessage(), 'Deleted');
  await deliver(account.imap, { ...anOrdinaryMail(), flags: ['\\Deleted'] }, 'Deleted');
  await account.imap.mailboxOpen('Deleted');
  const again = () => account.imap.messageFlagsAdd('2', ['\\Deleted'], { uid: true });
  const stubborn = {
    at: 'STORE',
    holding: '-FLAGS (\\Deleted',
    does: 'wait',
    when: 'after',
    meanwhile: again,
  } as const;
  const proxy = await misbehave(account.server, stubborn);
  pointSettingsAt(proxy);
  const mailbox = await ownMailbox(account, '1001@default');
  const ids = (await mailbox.messages({ folder: 'deleted', limit: 9 })).messages.map(({ id }) => id);
  await expect(mailbox.purge({ ids }, { isOverQuota: false })).rejects.toMatchObject({ code: 'purge-unsafe' });
  expect(await stored(account, 'Deleted')).toEqual(['1', '2 \\Deleted']);
  await proxy.stop();
});
