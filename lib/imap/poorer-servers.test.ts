import { expect, test } from 'vitest';
import { misbehave } from '#test/bad-imap.ts';
import { aMessage } from '#test/builders.ts';
import { deliver } from '#test/deliver.ts';
import { aMailbox, aMailServer, pointSettingsAt } from '#test/mailbox.ts';
import { ownMailbox } from '#test/open-mailbox.ts';

const UW_LIKE = 'IMAP4rev1 UIDPLUS NAMESPACE CHILDREN UNSELECT LITERAL+';

test('without CONDSTORE and LIST-STATUS, changes by others are seen all the same', async () => {
  const account = await aMailbox({ server: await aMailServer({ capabilities: UW_LIKE }) });
  const [heard, gone] = [await deliver(account.imap, aMessage()), await deliver(account.imap, aMessage())];
  const mailbox = await ownMailbox(account);
  const inbox = async () => (await mailbox.summary()).folders[0];
  expect(await inbox()).toMatchObject({ new: 2, old: 0, total: 2 });
  await account.imap.mailboxOpen('INBOX');
  await account.imap.messageFlagsAdd(String(heard), ['\\Seen'], { uid: true });
  expect(await inbox()).toMatchObject({ new: 1, old: 1, total: 2 });
  await account.imap.messageDelete(String(gone), { uid: true });
  expect(await inbox()).toMatchObject({ new: 0, old: 1, total: 1 });
  await deliver(account.imap, aMessage({ urgent: true }));
  expect(await inbox()).toMatchObject({ new: 1, old: 1, urgent: 1, total: 2 });
});

test('without QUOTA the summary says so, and with no limit it says that', async () => {
  const poor = await aMailbox({ server: await aMailServer({ quota: false }) });
  expect(await (await ownMailbox(poor)).summary()).toMatchObject({ quota: null, quotaSupported: false });
  const rich = await aMailbox({ server: await aMailServer() });
  expect(await (await ownMailbox(rich)).summary()).toMatchObject({ quota: null, quotaSupported: true });
});

test('STORAGE and MESSAGE are told apart', async () => {
  const account = await aMailbox({ server: await aMailServer(), quotaKb: 200, quotaMessages: 7 });
  await deliver(account.imap, aMessage());
  const { quota } = await (await ownMailbox(account)).summary();
  expect(quota).toMatchObject({ limitBytes: 200 * 1024, usedMessages: 1, limitMessages: 7 });
  expect(quota?.usedBytes).toBeGreaterThan(1024);
});

test('without LIST-STATUS no folder of others is asked about: a UW home directory has hundreds', async () => {
  const server = await aMailServer({ capabilities: UW_LIKE });
  const account = await aMailbox({ server });
  for (const folder of ['Work', 'Travel', 'Travel/2026']) await deliver(account.imap, aMessage(), folder);
  const door = await misbehave(server);
  pointSettingsAt(door);
  const { folders } = await (await ownMailbox(account)).summary();
  await door.stop();
  expect(folders.find(({ slug }) => slug === 'work')).toMatchObject({ total: 1 });
  expect(door.seen.filter((name) => ['SELECT', 'STATUS'].includes(name))).toEqual(Array(4).fill('SELECT'));
});
