import { expect, onTestFinished, test } from 'vitest';
import { setSessionSource } from '#lib/phone/sessions.ts';
import { misbehave } from '#test/bad-imap.ts';
import { aMessage, anOrdinaryMail } from '#test/builders.ts';
import { deliver } from '#test/deliver.ts';
import { hearing } from '#test/instances.ts';
import { aMailbox, aMailServer, pointSettingsAt } from '#test/mailbox.ts';
import { fillFolder } from '#test/maildir.ts';
import { ownMailbox } from '#test/open-mailbox.ts';
import { Account } from './account.ts';
import { closeConnection } from './pool.ts';

/** After a first slice of 1,000 half a dozen more: each slow one is followed by a smaller one. */
const MESSAGES = 2600;
/** Longer than anybody waits for more than the first slice of a folder. */
const SLOW_MS = 1100;
const NO_CONDSTORE = 'IMAP4rev1 UIDPLUS NAMESPACE UNSELECT';
const INBOX = { folder: 'inbox', limit: 50 } as const;

/** An inbox, every fourth of it voicemail, on a mail server that takes its time to look for headers. */
async function aSlowInbox({ capabilities }: { capabilities?: string } = {}) {
  setSessionSource(() => 'none');
  const account = await aMailbox({ server: await aMailServer(capabilities ? { capabilities } : {}) });
  const mails = Array.from({ length: MESSAGES }, (_, i) => (i % 4 === 0 ? aMessage() : anOrdinaryMail()));
  await fillFolder(account.server, { name: account.user, password: account.password }, 'INBOX', mails);
  const proxy = await misbehave(account.server, { at: 'SEARCH', holding: 'HEADER', does: 'wait', waitMs: SLOW_MS });
  pointSettingsAt(proxy);
  const signedIn = await Account.login({ ...account, clientAddress: '192.0.2.1' });
  onTestFinished(async () => {
    setSessionSource(null);
    closeConnection(signedIn);
    await proxy.stop();
  });
  const mailbox = await ownMailbox(account);
  const list = async () => {
    const { messages, total, indexing } = await mailbox.messages(INBOX);
    return { messages, total, indexing, newest: messages[0]?.id.split('.')[2] };
  };
  return { account, proxy, mailbox, list, signedIn };
}

const searches = (seen: string[]) => seen.filter((name) => name === 'SEARCH').length;

test.each([undefined, NO_CONDSTORE])(
  'the newest messages of a large folder are there at once, and the page fills as the rest is read (%s)',
  async (capabilities) => {
    const { list, account, mailbox, proxy } = await aSlowInbox(capabilities ? { capabilities } : {});
    const hints = hearing(`changed ${account.user}@${proxy.host}:${proxy.port}`);
    onTestFinished(() => hints.end());
    const first = await list();
    expect(first).toMatchObject({ indexing: { totalMessages: MESSAGES }, newest: `${MESSAGES - 3}` });
    expect(first.total).toBe(Math.floor((first.indexing?.doneMessages ?? 0) / 4));
    const { folders, lamp } = await mailbox.summary();
    expect(folders[0]).toMatchObject({ slug: 'inbox', indexing: { totalMessages: MESSAGES } });
    expect(lamp).toMatchObject({ confirmed: false, reason: 'being-read' });
    await deliver(account.imap, aMessage());
    await hints.hears(/inbox/, 10_000);
    const later = await list();
    expect(later.total).toBeGreaterThan(first.total);
    expect(later.newest).toBe(`${MESSAGES + 1}`);
    await expect.poll(async () => (await list()).indexing, { timeout: 20_000 }).toBeNull();
    expect((await list()).total).toBe(MESSAGES / 4 + 1);
    expect((await mailbox.summary()).folders[0]).not.toHaveProperty('indexing');
  },
);

test('meanwhile messages are marked, and nothing acts on half of a folder', async () => {
  const { list, mailbox } = await aSlowInbox();
  const { messages, indexing } = await list();
  expect(indexing).not.toBeNull();
  const [newest = ''] = messages.map(({ id }) => id);
  const oldest = newest.replace(/\d+$/, '1');
  const { failed, messages: marked } = await mailbox.change({ ids: [newest, oldest] }, { status: 'old' });
  expect(marked.map(({ was }) => was)).toEqual([newest]);
  expect(failed).toEqual([{ id: oldest, code: 'mailbox-busy' }]);
  await expect(mailbox.recording(oldest)).resolves.toBeDefined();
  expect((await list()).indexing).toBeNull();
});

test('all of a folder is all of it, though it is still being read', async () => {
  const { mailbox, proxy } = await aSlowInbox();
  const { upTo, total } = await mailbox.messages(INBOX);
  expect(total).toBeLessThan(MESSAGES / 4);
  proxy.behave();
  const { messages, failed } = await mailbox.change(
    { filter: { folder: 'inbox', upTo: upTo ?? '' } },
    { status: 'old' },
  );
  expect([messages.length, failed]).toEqual([MESSAGES / 4, []]);
});

test('signing out ends it', async () => {
  const { list, proxy, signedIn } = await aSlowInbox();
  expect((await list()).indexing).not.toBeNull();
  closeConnection(signedIn);
  const before = searches(proxy.seen);
  await new Promise((resolve) => setTimeout(resolve, 2 * SLOW_MS));
  expect(searches(proxy.seen)).toBeLessThanOrEqual(before);
});
