import { expect, test } from 'vitest';
import { aMessage } from '#test/builders.ts';
import { deliver } from '#test/deliver.ts';
import { aMailbox, pointSettingsAt } from '#test/mailbox.ts';
import { ownMailbox } from '#test/open-mailbox.ts';
import { startRedis } from '#test/redis.ts';

test('while Redis is down every verb is mailbox-busy and touches nothing, and reading goes on', async () => {
  const redis = await startRedis();
  const account = await aMailbox();
  await deliver(account.imap, aMessage());
  await deliver(account.imap, aMessage(), 'Deleted');
  pointSettingsAt(account.server, { REDIS_URL: redis.url });
  const mailbox = await ownMailbox(account);
  await redis.stop();
  const { messages } = await mailbox.messages({ folder: 'inbox', limit: 10 });
  const ids = messages.map(({ id }) => id);
  const deleted = (await mailbox.messages({ folder: 'deleted', limit: 10 })).messages.map(({ id }) => id);
  expect(ids).toHaveLength(1);
  expect(deleted).toHaveLength(1);
  const busy = { code: 'mailbox-busy', retryAfterSeconds: expect.any(Number) };
  await expect(mailbox.change({ ids }, { status: 'old' })).rejects.toMatchObject(busy);
  await expect(mailbox.change({ ids }, { folder: 'deleted' })).rejects.toMatchObject(busy);
  await expect(mailbox.change({ ids: deleted }, { restore: true })).rejects.toMatchObject(busy);
  await expect(mailbox.purge({ ids: deleted }, { isOverQuota: false })).rejects.toMatchObject(busy);
  expect((await mailbox.messages({ folder: 'inbox', limit: 10 })).messages).toEqual(messages);
});
