import { expect, test } from 'vitest';
import { aGreeting, aMessage, anOrdinaryMail } from '#test/builders.ts';
import { deliver } from '#test/deliver.ts';
import { aMailbox, type TestMailbox } from '#test/mailbox.ts';
import { ownMailbox } from '#test/open-mailbox.ts';
import { recordingIn } from '#test/wav.ts';
import type { Mailbox } from './mailbox.ts';

const minutes = (count: number) => new Date(Date.UTC(2026, 10, 22, 22, count));

async function inboxOf(mailbox: Mailbox) {
  return (await mailbox.messages({ folder: 'inbox', limit: 200 })).messages;
}

async function flagsIn({ imap }: TestMailbox, folder: string, uid: number): Promise<string[]> {
  await imap.mailboxOpen(folder);
  const message = await imap.fetchOne(String(uid), { flags: true }, { uid: true });
  return message ? [...(message.flags ?? [])].filter((flag) => flag !== '\\Recent') : ['gone'];
}

test('messages() leaves out greetings, ordinary mail, deleted messages and every other mailbox', async () => {
  const account = await aMailbox();
  const own = await deliver(account.imap, aMessage({ extension: '100' }));
  for (const mail of [
    anOrdinaryMail(),
    aGreeting('unavail', { extension: '100' }),
    aMessage({ extension: '1001' }),
    aMessage({ extension: '5100' }),
    aMessage({ extension: '100', context: 'default2' }),
    aMessage({ extension: '100', context: 'sales' }),
    { ...aMessage({ extension: '100' }), flags: ['\\Deleted'] },
  ]) {
    await deliver(account.imap, mail);
  }
  const mailbox = await ownMailbox(account, '100@default');
  expect((await inboxOf(mailbox)).map(({ id }) => id.split('.')[2])).toEqual([String(own)]);
});

test('summary() finds every mailbox of the account; the lamp counts by substring, the folders to the letter', async () => {
  const account = await aMailbox({ name: '1011' });
  await deliver(account.imap, aMessage({ extension: '101' }));
  await deliver(account.imap, aMessage({ extension: '1011', urgent: true }));
  await deliver(account.imap, aMessage({ extension: '1011', status: 'old', urgent: true }));
  await deliver(account.imap, aMessage({ extension: '99', context: 'sales' }), 'Work');
  const first = await (await ownMailbox(account)).summary();
  expect(first.mailboxes).toEqual(['1011@default', '99@sales', '101@default']);
  expect(first).toMatchObject({ mailbox: '1011@default', lamp: { new: 1, old: 1, urgent: 1 } });
  expect(first.folders[0]).toMatchObject({ new: 1, old: 1, urgent: 1, total: 2 });
  const short = await (await ownMailbox(account, '101@default')).summary();
  expect(short.folders[0]).toMatchObject({ new: 1, old: 0, urgent: 0, total: 1 });
  expect(short.lamp).toMatchObject({ on: true, new: 2, old: 1, urgent: 1 });
});

test('summary() shows Cust folders that are there, and strays that hold voicemail as not on the phone', async () => {
  const account = await aMailbox();
  await deliver(account.imap, aMessage());
  await deliver(account.imap, aMessage({ status: 'old' }), 'Old');
  await account.imap.mailboxCreate('Cust3');
  const { folders } = await (await ownMailbox(account)).summary();
  expect(folders.map(({ slug, onPhone }) => `${slug} ${onPhone}`)).toEqual([
    'inbox true',
    'work true',
    'family true',
    'friends true',
    'cust3 true',
    'deleted false',
    'stray-old false',
  ]);
  expect(folders.at(-1)).toMatchObject({ name: 'Old', total: 1 });
});

test('messages() gives pages that neither repeat nor skip when a message arrives in between', async () => {
  const account = await aMailbox();
  for (let i = 0; i < 5; i++)
    await deliver(account.imap, aMessage({ storedAt: minutes(i), caller: { name: `No ${i}` } }));
  const mailbox = await ownMailbox(account);
  const first = await mailbox.messages({ folder: 'inbox', limit: 2 });
  await deliver(account.imap, aMessage({ storedAt: minutes(30), caller: { name: 'Late' } }));
  const second = await mailbox.messages({ folder: 'inbox', limit: 2, before: first.next ?? '' });
  const third = await mailbox.messages({ folder: 'inbox', limit: 2, before: second.next ?? '' });
  const names = [first, second, third].flatMap(({ messages }) => messages.map(({ caller }) => caller.name));
  expect(names).toEqual(['No 4', 'No 3', 'No 2', 'No 1', 'No 0']);
  expect(third).toMatchObject({ next: null, total: 6 });
});

test('messages() filters by status and by urgency over the whole folder', async () => {
  const account = await aMailbox();
  for (const urgent of [false, true])
    for (const status of ['new', 'old'] as const) await deliver(account.imap, aMessage({ status, urgent }));
  const mailbox = await ownMailbox(account);
  const count = async (filter: object) => (await mailbox.messages({ folder: 'inbox', limit: 1, ...filter })).total;
  expect(await count({})).toBe(4);
  expect(await count({ status: 'new' })).toBe(2);
  expect(await count({ urgent: true })).toBe(2);
  expect(await count({ status: 'new', urgent: true })).toBe(1);
});

test('messages() gives back the accents that Asterisk dropped from the header', async () => {
  const account = await aMailbox();
  await deliver(account.imap, aMessage({ caller: { name: 'José Núñez', number: '+34915550142' } }));
  await deliver(
    account.imap,
    aMessage({ caller: { name: 'Jörg', number: '07' }, encoding: 'latin1', charset: 'ISO-8859-1' }),
  );
  const names = (await inboxOf(await ownMailbox(account))).map(({ caller }) => caller.name);
  expect(names.sort()).toEqual(['José Núñez', 'Jörg']);
});

test('messages() sees what a phone and a mail client did since: heard, gone, new', async () => {
  const account = await aMailbox();
  const [heard, gone] = [await deliver(account.imap, aMessage()), await deliver(account.imap, aMessage())];
  const mailbox = await ownMailbox(account);
  expect((await inboxOf(mailbox)).map(({ status }) => status)).toEqual(['new', 'new']);
  await account.imap.mailboxOpen('INBOX');
  await account.imap.messageFlagsAdd(String(heard), ['\\Seen'], { uid: true });
  await account.imap.messageDelete(String(gone), { uid: true });
  await deliver(account.imap, aMessage({ urgent: true }));
  const rows = await inboxOf(mailbox);
  expect(rows.map(({ status, urgent }) => [status, urgent])).toEqual([
    ['new', true],
    ['old', false],
  ]);
});

test('mark() sets \\Seen and nothing else, and takes it back', async () => {
  const account = await aMailbox();
  const uid = await deliver(account.imap, aMessage({ urgent: true }));
  const mailbox = await ownMailbox(account);
  const [{ id = '' } = {}] = await inboxOf(mailbox);
  expect(await mailbox.change({ ids: [id] }, { status: 'old' })).toMatchObject({
    messages: [{ id, status: 'old', urgent: true }],
    failed: [],
  });
  expect((await flagsIn(account, 'INBOX', uid)).sort()).toEqual(['\\Flagged', '\\Seen']);
  expect(await mailbox.change({ ids: [id] }, { status: 'new' })).toMatchObject({
    messages: [{ id, status: 'new', urgent: true }],
    failed: [],
  });
  expect(await flagsIn(account, 'INBOX', uid)).toEqual(['\\Flagged']);
});

test('mark() lets each id succeed or fail by itself, in several folders at once', async () => {
  const account = await aMailbox();
  const inInbox = await deliver(account.imap, aMessage());
  const inWork = await deliver(account.imap, aMessage(), 'Work');
  const mailbox = await ownMailbox(account);
  const [{ id: own = '' } = {}] = await inboxOf(mailbox);
  const [{ id: work = '' } = {}] = (await mailbox.messages({ folder: 'work', limit: 1 })).messages;
  const gone = own.replace(/\d+$/, '999');
  const stale = own.replace(/\.\d+\./, '.1.');
  const change = await mailbox.change(
    { ids: [own, gone, stale, work, own, 'family.1.1', 'cust4.1.1'] },
    { status: 'old' },
  );
  expect(change.messages.map(({ id }) => id)).toEqual([own, work]);
  expect(change.failed).toEqual([
    { id: stale, code: 'message-id-stale' },
    { id: gone, code: 'message-not-found' },
    { id: 'family.1.1', code: 'message-not-found' },
    { id: 'cust4.1.1', code: 'folder-not-found' },
  ]);
  expect(await flagsIn(account, 'INBOX', inInbox)).toEqual(['\\Seen']);
  expect(await flagsIn(account, 'Work', inWork)).toEqual(['\\Seen']);
});

test('mark() of another mailbox in the same account, of a greeting and of ordinary mail gives message-not-found', async () => {
  const account = await aMailbox();
  await deliver(account.imap, aMessage({ extension: '100' }));
  const others = [aMessage({ extension: '1001' }), aGreeting('busy', { extension: '100' }), anOrdinaryMail()];
  const uids: number[] = [];
  for (const mail of others) uids.push(await deliver(account.imap, mail));
  const mailbox = await ownMailbox(account, '100@default');
  const [{ id = '' } = {}] = await inboxOf(mailbox);
  const ids = uids.map((uid) => id.replace(/\d+$/, String(uid)));
  const change = await mailbox.change({ ids: ids }, { status: 'old' });
  expect(change).toEqual({ messages: [], failed: ids.map((failed) => ({ id: failed, code: 'message-not-found' })) });
  for (const uid of uids) expect(await flagsIn(account, 'INBOX', uid)).toEqual([]);
});

test('every message id is stale once the folder was made anew', async () => {
  const account = await aMailbox();
  await deliver(account.imap, aMessage(), 'Work');
  const mailbox = await ownMailbox(account);
  const work = () => mailbox.messages({ folder: 'work', limit: 1 });
  const [{ id = '' } = {}] = (await work()).messages;
  await account.imap.mailboxClose();
  await account.imap.mailboxDelete('Work');
  await new Promise((resolve) => setTimeout(resolve, 1100));
  await deliver(account.imap, aMessage({ caller: { name: 'Second life' } }), 'Work');
  expect((await work()).messages).toMatchObject([{ caller: { name: 'Second life' } }]);
  expect((await mailbox.change({ ids: [id] }, { status: 'old' })).failed).toEqual([{ id, code: 'message-id-stale' }]);
  await expect(mailbox.recording(id)).rejects.toMatchObject({ code: 'message-id-stale' });
});

test('summary() finds the first voicemail of an account that was empty, and of another mailbox later', async () => {
  const account = await aMailbox({ name: '1021' });
  expect((await (await ownMailbox(account)).summary()).mailboxes).toEqual(['1021@default']);
  await deliver(account.imap, aMessage({ extension: '1021', context: 'sales' }));
  const mailbox = await ownMailbox(account);
  expect(await mailbox.summary()).toMatchObject({ mailbox: '1021@sales', lamp: { new: 1 } });
  await deliver(account.imap, aMessage({ extension: '77' }));
  expect((await mailbox.summary()).mailboxes).toEqual(['1021@sales', '77@default']);
});

test('recording() has another tag in another account, though the ids may be the same', async () => {
  const tags: string[] = [];
  for (const utterance of ['meeting', 'delivery'] as const) {
    const account = await aMailbox();
    await deliver(account.imap, aMessage({ recording: recordingIn('gsm', utterance) }));
    const mailbox = await ownMailbox(account);
    const [{ id = '' } = {}] = await inboxOf(mailbox);
    tags.push((await mailbox.recording(id)).tag, (await mailbox.storedRecording(id)).tag);
  }
  expect(new Set(tags).size).toBe(4);
});
