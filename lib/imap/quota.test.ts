import { expect, onTestFinished, test, vi } from 'vitest';
import { misbehave } from '#test/bad-imap.ts';
import { aMessage, anOrdinaryMail } from '#test/builders.ts';
import { deliver } from '#test/deliver.ts';
import { aMailbox, pointSettingsAt } from '#test/mailbox.ts';
import { ownMailbox } from '#test/open-mailbox.ts';

const HALF_A_MINUTE_MS = 30_000;

async function aCountedMailbox() {
  const account = await aMailbox({ quotaMessages: 9 });
  await deliver(account.imap, aMessage());
  const proxy = await misbehave(account.server);
  pointSettingsAt(proxy);
  onTestFinished(() => proxy.stop());
  const mailbox = await ownMailbox(account);
  return {
    account,
    used: async () => (await mailbox.summary()).quota?.usedMessages,
    timesAsked: () => proxy.seen.filter((name) => name === 'GETQUOTAROOT').length,
  };
}

test('the quota is asked for again when a folder of ours has another message, and not before', async () => {
  const { account, used, timesAsked } = await aCountedMailbox();
  expect([await used(), await used(), timesAsked()]).toEqual([1, 1, 1]);
  await deliver(account.imap, aMessage());
  expect([await used(), await used(), timesAsked()]).toEqual([2, 2, 2]);
});

test('what is in folders that are not ours shows within half a minute', async () => {
  const { account, used } = await aCountedMailbox();
  expect(await used()).toBe(1);
  await account.imap.mailboxCreate('Letters');
  await deliver(account.imap, anOrdinaryMail(), 'Letters');
  const now = performance.now();
  vi.spyOn(performance, 'now').mockReturnValue(now + HALF_A_MINUTE_MS);
  onTestFinished(() => void vi.restoreAllMocks());
  expect(await used()).toBe(2);
});
