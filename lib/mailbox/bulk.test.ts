import { afterEach, expect, onTestFinished, test } from 'vitest';
import { setSessionSource } from '#lib/phone/sessions.ts';
import { misbehave } from '#test/bad-imap.ts';
import { aMessage } from '#test/builders.ts';
import { aMailbox, pointSettingsAt } from '#test/mailbox.ts';
import { fillFolder } from '#test/maildir.ts';
import { ownMailbox } from '#test/open-mailbox.ts';

const FULL = 1000;
const FEW = 5;
const MANY = 500;
/** Two thousand messages are written and listed. */
const TIMEOUT_MS = 60_000;

afterEach(() => setSessionSource(null));

/** A full inbox in which every other message is old but for `count` new ones, and what is sent while something is done with it. */
async function aFullInbox(count: number) {
  const account = await aMailbox();
  const mails = Array.from({ length: FULL }, (_, i) =>
    aMessage({ status: i % 2 === 0 && i < 2 * count ? 'new' : 'old' }),
  );
  await fillFolder(account.server, { name: account.user, password: account.password }, 'INBOX', mails);
  await account.imap.mailboxCreate('Deleted');
  const counter = await misbehave(account.server);
  onTestFinished(() => counter.stop());
  pointSettingsAt(counter, { MAX_MESSAGES: String(FULL) });
  const mailbox = await ownMailbox(account);
  const sentBy = async <T>(work: Promise<T>): Promise<[T, string[]]> => {
    const before = counter.seen.length;
    return [await work, counter.seen.slice(before)];
  };
  return { mailbox, sentBy };
}

/** The commands of each verb for so many messages, no two of them neighbours, named one by one. */
async function sentForIds(count: number): Promise<Record<string, string[]>> {
  const { mailbox, sentBy } = await aFullInbox(count);
  const { messages } = await mailbox.messages({ folder: 'inbox', status: 'new', limit: FULL });
  const ids = messages.map(({ id }) => id);
  const done = { failed: [], messages: { length: count } };
  const [marked, mark] = await sentBy(mailbox.change({ ids }, { status: 'old' }));
  expect(marked).toMatchObject(done);
  const [removed, remove] = await sentBy(mailbox.change({ ids }, { folder: 'deleted' }));
  expect(removed).toMatchObject(done);
  const deleted = removed.messages.map(({ id }) => id);
  const [restored, restore] = await sentBy(mailbox.change({ ids: deleted }, { restore: true }));
  expect(restored).toMatchObject(done);
  return { mark, remove, restore };
}

/** The same where only one row has been shown: the rest is known by headers and flags alone. */
async function sentForFilter(count: number): Promise<Record<string, string[]>> {
  const { mailbox, sentBy } = await aFullInbox(count);
  const { upTo } = await mailbox.messages({ folder: 'inbox', limit: 1 });
  const wanted = { folder: 'inbox', status: 'new', upTo: upTo ?? '' } as const;
  const [removed, remove] = await sentBy(mailbox.change({ filter: wanted }, { folder: 'deleted' }));
  expect(removed).toMatchObject({ failed: [], messages: { length: count } });
  const page = await mailbox.messages({ folder: 'deleted', limit: 1 });
  const emptied = { folder: 'deleted', upTo: page.upTo ?? '' } as const;
  const [purged, purge] = await sentBy(mailbox.purge({ filter: emptied }, { isOverQuota: false }));
  expect(purged).toMatchObject({ failed: [], purged: { length: count } });
  return { remove, purge };
}

test.each(['none', 'unknown'] as const)(
  `marking, removing and restoring ${MANY} messages sends no more than for ${FEW}, where phone sessions are %s`,
  async (sessions) => {
    setSessionSource(() => sessions);
    expect(await sentForIds(MANY)).toEqual(await sentForIds(FEW));
  },
  TIMEOUT_MS,
);

test.each(['none', 'unknown'] as const)(
  `removing and purging ${MANY} messages by filter sends no more than for ${FEW}, where phone sessions are %s`,
  async (sessions) => {
    setSessionSource(() => sessions);
    expect(await sentForFilter(MANY)).toEqual(await sentForFilter(FEW));
  },
  TIMEOUT_MS,
);
