import { expect, onTestFinished, test } from 'vitest';
import { imapClient } from '#test/imap-client.ts';
import { startMailServer } from '#test/mail-server.ts';
import { anAccount } from './mailboxes.ts';

const PLAN = { messages: 4, minutes: 1, ordinary: 600 };

/** Two people with the same mailbox, each by a mail client that has the inbox open. */
async function twins() {
  const server = await startMailServer();
  onTestFinished(() => server.stop());
  const open = async () => {
    const imap = await imapClient(server, await anAccount(server, PLAN));
    await imap.mailboxOpen('INBOX');
    onTestFinished(() => imap.close());
    return imap;
  };
  return [await open(), await open()] as const;
}

test('anAccount() puts voicemail evenly among ordinary mail', async () => {
  const [imap] = await twins();
  const found = await imap.search({ header: { 'x-asterisk-vm-extension': true } }, { uid: true });
  expect(found).toEqual([1, 151, 302, 453]);
  expect(imap.mailbox).toMatchObject({ exists: PLAN.messages + PLAN.ordinary });
});

test('anAccount() makes ordinary mail with bodies of several kinds', async () => {
  const [imap] = await twins();
  const mails = await imap.fetchAll('2:4', { bodyStructure: true }, { uid: true });
  const kinds = mails.map(({ bodyStructure }) => [
    bodyStructure?.type,
    bodyStructure?.childNodes?.map(({ type }) => type),
  ]);
  expect(kinds).toEqual([
    ['text/plain', undefined],
    ['multipart/alternative', ['text/plain', 'text/html']],
    ['multipart/mixed', ['multipart/alternative', 'application/pdf']],
  ]);
});

test('anAccount() gives everybody a mailbox of their own', async () => {
  const [imap, other] = await twins();
  await imap.messageFlagsAdd('1:*', ['\\Answered'], { uid: true });
  await imap.append('INBOX', 'Subject: one more\r\n\r\n');
  await other.noop();
  expect(other.mailbox).toMatchObject({ exists: PLAN.messages + PLAN.ordinary });
  expect(await other.search({ answered: true })).toEqual([]);
  expect(await imap.search({ answered: true })).toHaveLength(PLAN.messages + PLAN.ordinary);
});
