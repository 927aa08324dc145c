import { expect, test } from 'vitest';
import { aMessage } from '#test/builders.ts';
import { deliver } from '#test/deliver.ts';
import { aMailbox, type TestMailbox } from '#test/mailbox.ts';
import { ownMailbox } from '#test/open-mailbox.ts';
import type { Mailbox } from './mailbox.ts';

const HOUR_MS = 3_600_000;
const at = (hour: number) => new Date(Date.UTC(2026, 10, 22) + hour * HOUR_MS);

/** Messages an hour apart; the UID is the hour. */
async function filled(count: number): Promise<{ account: TestMailbox; mailbox: Mailbox }> {
  const account = await aMailbox();
  for (let hour = 1; hour <= count; hour += 1) await receive(account, hour);
  return { account, mailbox: await ownMailbox(account, '1001@default') };
}

const receive = (account: TestMailbox, hour: number) =>
  deliver(account.imap, aMessage({ extension: '1001', storedAt: at(hour), caller: { name: `Caller ${hour}` } }));

const firstPage = async (mailbox: Mailbox, limit: number) => {
  const { next, upTo } = await mailbox.messages({ folder: 'inbox', limit });
  return { through: next ?? undefined, upTo: upTo ?? '' };
};

test('changes() tells what came in full, and of the rest only which are there and new', async () => {
  const { account, mailbox } = await filled(4);
  const known = await firstPage(mailbox, 3);
  await receive(account, 5);
  await account.imap.mailboxOpen('INBOX');
  await account.imap.messageFlagsAdd('3', ['\\Seen'], { uid: true });
  await account.imap.messageFlagsAdd('4', ['\\Flagged'], { uid: true });
  const { messages, ...rest } = await mailbox.changes({ folder: 'inbox', ...known });
  expect(messages.map(({ caller }) => caller.name)).toEqual(['Caller 5']);
  expect(rest).toEqual({
    uids: [5, 4, 3, 2],
    newUids: [5, 4, 2],
    urgentUids: [4],
    alsoIn: [],
    positions: [],
    total: 5,
    upTo: expect.stringMatching(/\.5$/),
  });
});

test('changes() leaves out what has gone, what stands below the page, and what the filter does not find', async () => {
  const { account, mailbox } = await filled(4);
  const known = await firstPage(mailbox, 3);
  await account.imap.mailboxOpen('INBOX');
  await account.imap.messageFlagsAdd('2', ['\\Seen'], { uid: true });
  await account.imap.messageDelete('3', { uid: true });
  expect(await mailbox.changes({ folder: 'inbox', ...known })).toMatchObject({ uids: [4, 2], total: 3, messages: [] });
  const isNew = { folder: 'inbox', status: 'new', upTo: known.upTo } as const;
  expect(await mailbox.changes(isNew)).toMatchObject({ uids: [4, 1], newUids: [4, 1], total: 2 });
});

test('changes() never has a message of another mailbox, though it is in the same folder', async () => {
  const { account, mailbox } = await filled(1);
  const known = await firstPage(mailbox, 50);
  await deliver(account.imap, aMessage({ extension: '1002' }));
  const { uids, messages, total } = await mailbox.changes({ folder: 'inbox', ...known });
  expect({ uids, messages, total }).toEqual({ uids: [1], messages: [], total: 1 });
});

test('changes() of a folder that was numbered anew is stale, and of one that is gone empty', async () => {
  const { mailbox } = await filled(1);
  await expect(mailbox.changes({ folder: 'inbox', upTo: 'inbox.1.1' })).rejects.toMatchObject({
    code: 'message-id-stale',
  });
  await expect(mailbox.changes({ folder: 'inbox', upTo: 'work.1.1' })).rejects.toMatchObject({
    code: 'message-id-stale',
  });
  expect(await mailbox.changes({ folder: 'family', upTo: 'family.1.1' })).toMatchObject({ uids: [], upTo: null });
});
