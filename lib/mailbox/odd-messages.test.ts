import { beforeAll, expect, test } from 'vitest';
import { Account } from '#lib/imap/account.ts';
import type { Message } from '#lib/voicemail/message.ts';
import { deliver } from '#test/deliver.ts';
import { aMailbox } from '#test/mailbox.ts';
import { ODD_MESSAGES } from '#test/odd-messages.ts';
import { openMailbox } from './open.ts';

const SLUG_OF: Record<string, Message['folder']> = { INBOX: 'inbox', Work: 'work', Old: 'stray-old' };
const UID_AT_END = /\d+$/;

const rows = new Map<string, Message>();

beforeAll(async () => {
  const { imap, user, password } = await aMailbox({ name: '1999' });
  const names = new Map<string, string>();
  for (const message of ODD_MESSAGES) {
    const uid = await deliver(imap, message, message.folder);
    names.set(`${SLUG_OF[message.folder]} ${uid}`, message.name);
  }
  const account = await Account.login({ user, password, clientAddress: '192.0.2.1' });
  const mailbox = await openMailbox(account, '1999@default');
  for (const folder of Object.values(SLUG_OF)) {
    const { messages } = await mailbox.messages({ folder, limit: 200 });
    for (const message of messages) rows.set(names.get(`${folder} ${UID_AT_END.exec(message.id)}`) ?? '', message);
  }
});

test.each(ODD_MESSAGES.filter(({ row }) => row))('messages() shows $name', ({ name, row }) => {
  expect(rows.get(name)).toMatchObject(row ?? {});
});

test.each(ODD_MESSAGES.filter(({ row }) => row === null))('messages() does not show $name', ({ name }) => {
  expect(rows.has(name)).toBe(false);
});
