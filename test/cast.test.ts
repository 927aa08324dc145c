import { afterAll, beforeAll, expect, test } from 'vitest';
import { Account } from '#lib/imap/account.ts';
import { openMailbox } from '#lib/mailbox/open.ts';
import { speech } from './cast/speech.ts';
import { castAt, type Stage, setTheStage } from './cast.ts';
import { pointSettingsAt } from './mailbox.ts';
import { changeUidValidity } from './maildir.ts';
import { CODECS } from './wav.ts';

let stage: Stage;

beforeAll(async () => {
  stage = await setTheStage(castAt(new Date()));
  pointSettingsAt(stage);
}, 60_000);

afterAll(() => stage.stop());

async function mailboxOf(name: string, address?: string) {
  const { password = '' } = stage.cast.find((member) => member.name === name) ?? {};
  return openMailbox(await Account.login({ user: name, password, clientAddress: '192.0.2.1' }), address);
}

test('Ada has every codec, every kind of caller, and no greeting or mail in the list', async () => {
  const mailbox = await mailboxOf('1001');
  const { messages } = await mailbox.messages({ folder: 'inbox', limit: 100 });
  const names = messages.map(({ caller }) => caller.name ?? caller.number ?? caller.presentation);
  expect(names).toEqual(
    expect.arrayContaining(['José Núñez', '王小明', 'ليلى حداد', 'withheld', 'unknown', 'Bürgeramt Mitte']),
  );
  expect(messages.filter(({ hasIntro }) => hasIntro)).toHaveLength(1);
  expect(messages.find(({ caller }) => caller.name === 'Bürgeramt Mitte')?.codec).toBeNull();

  const { folders } = await mailbox.summary();
  expect(folders.map(({ slug }) => slug)).toEqual(['inbox', 'work', 'family', 'friends', 'deleted', 'stray-old']);
  const everywhere = await Promise.all(folders.map(({ slug }) => mailbox.messages({ folder: slug, limit: 100 })));
  const codecs = everywhere.flatMap((page) => page.messages.map(({ codec }) => codec));
  expect(codecs).toEqual(expect.arrayContaining([...CODECS, 'g729', null]));
});

test('Grace is at maxmsg and has hardly any room', async () => {
  const { folders, maxMessages, quota } = await (await mailboxOf('1002')).summary();
  expect(folders[0]?.total).toBe(maxMessages);
  expect((quota?.usedBytes ?? 0) / (quota?.limitBytes ?? 1)).toBeCloseTo(0.96, 2);
});

test('Linus has 5,000 messages', async () => {
  const mailbox = await mailboxOf('1003');
  const page = () => mailbox.messages({ folder: 'inbox', limit: 50 });
  await expect.poll(page, { timeout: 20_000 }).toMatchObject({ total: 5000, indexing: null });
});

test('reception holds two mailboxes', async () => {
  const { mailboxes, mailbox } = await (await mailboxOf('reception', '1011@sales')).summary();
  expect(mailboxes.toSorted()).toEqual(['1010@default', '1011@sales']);
  expect(mailbox).toBe('1011@sales');
});

test('1404 has rows without sound', async () => {
  const { messages } = await (await mailboxOf('1404')).messages({ folder: 'inbox', limit: 10 });
  expect(messages.map(({ codec }) => codec)).toEqual([null, null, null]);
});

test('1410 loses its ids when UIDVALIDITY changes', async () => {
  const mailbox = await mailboxOf('1410');
  const [before] = (await mailbox.messages({ folder: 'inbox', limit: 1 })).messages;
  changeUidValidity(stage.server, '1410');
  const [after] = (await mailbox.messages({ folder: 'inbox', limit: 1 })).messages;
  expect(after?.id).not.toBe(before?.id);
  expect(after?.receivedAt).toBe(before?.receivedAt);
});

test('1502 cannot read, because the mail server hangs up', async () => {
  await expect(mailboxOf('1502')).rejects.toMatchObject({ code: 'mail-server-unreachable' });
});

test('1503 takes seconds, and comes', async () => {
  const from = performance.now();
  const { messages } = await (await mailboxOf('1503')).messages({ folder: 'inbox', limit: 10 });
  expect(messages).toHaveLength(3);
  expect(performance.now() - from).toBeGreaterThan(2400);
});

test('1507 has reached the limit of messages', async () => {
  const { quota } = await (await mailboxOf('1507')).summary();
  expect(quota).toMatchObject({ usedMessages: 3, limitMessages: 3 });
});

test.each([
  ['gsm', 1650],
  ['wav49', 1625 + 60],
  ['wav', 16_000 + 44],
  ['g722', 8000],
] as const)('speech() in %s is as long as it says', (codec, bytes) => {
  expect(speech(codec, 1).bytes.length).toBe(bytes);
  expect(speech(codec, 10).bytes.length).toBeGreaterThan(bytes * 9);
});
