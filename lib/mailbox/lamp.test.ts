import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, expect, onTestFinished, test, vi } from 'vitest';
import { Account } from '#lib/imap/account.ts';
import { phoneTrouble, startPhone, stopPhone } from '#lib/phone/phone.ts';
import { type AmiScript, startAmi } from '#test/ami-server.ts';
import { readFixture } from '#test/fixtures.ts';
import { aMailbox, pointSettingsAt } from '#test/mailbox.ts';
import { ownMailbox } from '#test/open-mailbox.ts';
import { onLampSettled } from './doubt.ts';
import type { Mailbox } from './mailbox.ts';

/** A question to Asterisk may take ten seconds. */
const FAR_LESS_THAN_ASTERISK_HAS_MS = 5000;

afterEach(() => stopPhone());

/** What one Asterisk counts: new and not urgent, urgent, old. */
const counting = (fresh: number, urgent: number, old: number): AmiScript => {
  const counts = { NewMessages: String(fresh), UrgMessages: String(urgent), OldMessages: String(old) };
  return { answers: Object.fromEntries([['MailboxCount', () => [{ Response: 'Success', ...counts }]]]) };
};
const silent = (action: string): AmiScript => ({ answers: Object.fromEntries([[action, () => []]]) });

/** Somebody with one new message, at a site with these Asterisks; `settled` counts what open pages are told of the lamp. */
async function site(...scripts: AmiScript[]) {
  const account = await aMailbox();
  await account.imap.append('INBOX', readFixture('dr-patel.gsm.eml'));
  const servers = await Promise.all(scripts.map(startAmi));
  const AMI_HOST = servers.map(({ settings }) => settings.AMI_HOST).join(' ');
  pointSettingsAt(account.server, { ...servers[0]?.settings, AMI_HOST, LOG_LEVEL: 'silent' });
  startPhone();
  await vi.waitFor(() => expect(phoneTrouble()).toBeNull());
  const settled = vi.fn();
  const proven = Account.rejoin({ user: account.user, password: account.password, clientAddress: '192.0.2.1' });
  onTestFinished(onLampSettled(proven, settled));
  const mailbox: Mailbox = await ownMailbox(account);
  return { mailbox, servers, settled };
}

const lampOf = async (mailbox: Mailbox) => (await mailbox.summary()).lamp;
const told = (count: number) => ({ Event: 'MessageWaiting', Mailbox: '1001@default', New: String(count), Old: '0' });

test.each([
  ['one Asterisk', [counting(1, 0, 0)]],
  ['one of two, of which the other does not know the mailbox,', [counting(0, 0, 0), counting(1, 0, 0)]],
])('the lamp is confirmed where %s counts the same', async (_, scripts) => {
  const { mailbox } = await site(...scripts);
  expect(await lampOf(mailbox)).toMatchObject({ new: 1, confirmed: true, reason: null, phone: null });
});

test('what the phone system counts otherwise is said', async () => {
  const { mailbox } = await site(counting(0, 0, 3));
  expect(await lampOf(mailbox)).toMatchObject({ confirmed: false, reason: 'counts-differ', phone: { new: 0, old: 3 } });
});

test.each([
  ['says nothing', silent('MailboxCount')],
  ['cannot look', counting(-1, -1, -1)],
])('nobody waits for an Asterisk that %s', async (_, script) => {
  const { mailbox } = await site(script);
  await mailbox.summary();
  const begin = performance.now();
  expect(await lampOf(mailbox)).toMatchObject({ confirmed: false, reason: 'not-answered', phone: null });
  expect(performance.now() - begin).toBeLessThan(FAR_LESS_THAN_ASTERISK_HAS_MS);
});

test('an answer that came too late serves who looks next', async () => {
  const { mailbox, servers } = await site(silent('MailboxCount'));
  expect(await lampOf(mailbox)).toMatchObject({ reason: 'not-answered' });
  const [asked] = servers[0]?.actions('MailboxCount') ?? [];
  servers[0]?.answer(asked, { Response: 'Success', NewMessages: '1', UrgMessages: '0', OldMessages: '0' });
  await vi.waitFor(async () => expect(await lampOf(mailbox)).toMatchObject({ confirmed: true, reason: null }));
});

test('phones that were told something else are told again, and not believed until they are', async () => {
  const { mailbox, servers } = await site(counting(1, 0, 0));
  servers[0]?.tell(told(5));
  await vi.waitFor(async () =>
    expect(await lampOf(mailbox)).toMatchObject({ confirmed: false, reason: 'lamp-behind' }),
  );
  expect(servers[0]?.actions('VoicemailRefresh')).toMatchObject([{ mailbox: '1001', context: 'default' }]);
  servers[0]?.tell(told(1));
  await vi.waitFor(async () => expect(await lampOf(mailbox)).toMatchObject({ confirmed: true, reason: null }));
});

test('open pages are told once an Asterisk that answered late agrees, and not again', async () => {
  const { mailbox, servers, settled } = await site(silent('MailboxCount'));
  expect(await lampOf(mailbox)).toMatchObject({ reason: 'not-answered' });
  expect(settled).not.toHaveBeenCalled();
  const [asked] = servers[0]?.actions('MailboxCount') ?? [];
  servers[0]?.answer(asked, { Response: 'Success', NewMessages: '1', UrgMessages: '0', OldMessages: '0' });
  await vi.waitFor(() => expect(settled).toHaveBeenCalledOnce(), 5000);
  expect(await lampOf(mailbox)).toMatchObject({ confirmed: true });
  await pause(2000);
  expect(settled).toHaveBeenCalledOnce();
});

test('open pages are told once an Asterisk that counted otherwise agrees', async () => {
  const script = counting(0, 0, 0);
  const { mailbox, settled } = await site(script);
  expect(await lampOf(mailbox)).toMatchObject({ reason: 'counts-differ' });
  script.answers = counting(1, 0, 0).answers ?? {};
  await vi.waitFor(() => expect(settled).toHaveBeenCalledOnce(), 5000);
});

test('open pages are told once the phones were told what is counted', async () => {
  const { mailbox, servers, settled } = await site(counting(1, 0, 0));
  servers[0]?.tell(told(5));
  await vi.waitFor(async () => expect(await lampOf(mailbox)).toMatchObject({ reason: 'lamp-behind' }));
  servers[0]?.tell(told(1));
  await vi.waitFor(() => expect(settled).toHaveBeenCalledOnce(), 5000);
});

test('every verb has the lamp follow, and no verb waits for it', async () => {
  const { mailbox, servers } = await site(silent('VoicemailRefresh'));
  const refreshes = () => servers[0]?.actions('VoicemailRefresh').length;
  const { messages } = await mailbox.messages({ folder: 'inbox', limit: 1 });
  const begin = performance.now();
  await mailbox.change({ ids: messages.map(({ id }) => id) }, { status: 'old' });
  expect(performance.now() - begin).toBeLessThan(FAR_LESS_THAN_ASTERISK_HAS_MS);
  await vi.waitFor(() => expect(refreshes()).toBe(1));
});

test.each(['deleted', 'work'] as const)('a move to %s has the lamp follow', async (folder) => {
  const { mailbox, servers } = await site({});
  const { messages } = await mailbox.messages({ folder: 'inbox', limit: 1 });
  await mailbox.change({ ids: messages.map(({ id }) => id) }, { folder });
  await vi.waitFor(() => expect(servers[0]?.actions('VoicemailRefresh')).toHaveLength(1));
});

test('a person who has the phone system look again is told what it says then', async () => {
  const script = counting(0, 0, 0);
  const { mailbox, servers } = await site(script);
  expect(await lampOf(mailbox)).toMatchObject({ reason: 'counts-differ' });
  script.answers = counting(1, 0, 0).answers ?? {};
  expect(await mailbox.refreshLamp()).toMatchObject({ confirmed: true, reason: null });
  expect(servers[0]?.actions('VoicemailRefresh')).toHaveLength(1);
});
