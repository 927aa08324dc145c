import { afterAll, expect, test } from 'vitest';
import { decodePcm16 } from '#lib/audio/pcm.ts';
import { wavOf } from '#lib/audio/wav.ts';
import { aGreeting, aMessage } from '#test/builders.ts';
import { deliver } from '#test/deliver.ts';
import { aGreetingSite, GREETINGS_ON, greetingsIn } from '#test/greeting-site.ts';
import { aMailbox } from '#test/mailbox.ts';
import { ownMailbox } from '#test/open-mailbox.ts';
import { removeFolders } from '#test/voicemail-conf.ts';
import { recordingIn } from '#test/wav.ts';

afterAll(removeFolders);

const WAV = wavOf([decodePcm16(recordingIn('sln').bytes).subarray(0, 8000)], 8000);
const codeOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'done',
    ({ code }) => code ?? 'no code',
  );

test.each([
  ['inbox', 'INBOX'],
  ['work', 'Work'],
  ['deleted', 'Deleted'],
] as const)('no verb on messages reaches a greeting in %s, by its id or among all', async (slug, folder) => {
  const site = await aGreetingSite({ general: ['imapgreetings=yes', `greetingsfolder=${folder}`] });
  const uid = await deliver(site.imap, aGreeting('unavail'), folder);
  await deliver(site.imap, aMessage(), folder);
  const mailbox = await ownMailbox(site);
  const { messages, upTo } = await mailbox.messages({ folder: slug, limit: 50 });
  const place = messages[0]?.id.replace(/\d+$/, '') ?? '';
  const id = `${place}${uid}`;
  expect(messages.map((message) => message.id)).not.toContain(id);
  for (const wish of [{ status: 'old' }, { folder: 'family' }, { folder: 'deleted' }, { restore: true }] as const) {
    expect((await mailbox.change({ ids: [id] }, wish)).failed).toMatchObject([{ id }]);
    await mailbox.change({ filter: { folder: slug, upTo: upTo ?? '' } }, wish);
  }
  for (const isOverQuota of [false, true]) {
    expect((await mailbox.purge({ ids: [id] }, { isOverQuota })).failed).toMatchObject([{ id }]);
    await mailbox.purge({ filter: { folder: slug, upTo: upTo ?? '' } }, { isOverQuota });
  }
  expect(await codeOf(mailbox.recording(id))).toBe('message-not-found');
  expect(await codeOf(mailbox.storedRecording(id))).toBe('message-not-found');
  const left = (await greetingsIn(site, folder)).filter((message) => message.uid === uid);
  expect(left).toMatchObject([{ name: 'unavail.gsm', flags: [] }]);
});

test('no verb on greetings reaches those of another account, nor a message', async () => {
  const other = await aMailbox();
  await deliver(other.imap, aGreeting('unavail'), 'Greetings');
  await deliver(other.imap, aMessage(), 'Greetings');
  const site = await aGreetingSite({ general: GREETINGS_ON });
  await deliver(site.imap, aMessage(), 'Greetings');
  const { greetings } = await ownMailbox(site);
  expect((await greetings.list()).greetings).toEqual([]);
  expect(await codeOf(greetings.recording('unavailable'))).toBe('recording-not-found');
  expect(await codeOf(greetings.remove('unavailable'))).toBe('recording-not-found');
  await greetings.put('unavailable', WAV);
  await greetings.put('unavailable', WAV);
  await greetings.remove('unavailable');
  expect((await greetingsIn(site)).map(({ name }) => name?.slice(0, 3))).toEqual(['msg']);
  expect((await greetingsIn(other)).map(({ name }) => name?.slice(0, 3))).toEqual(['una', 'msg']);
});

test('no list shows a greeting that was put here', async () => {
  const site = await aGreetingSite({ general: GREETINGS_ON });
  const mailbox = await ownMailbox(site);
  await mailbox.greetings.put('unavailable', WAV);
  const { folders, mailboxes } = await mailbox.summary();
  expect(folders.map(({ slug, total }) => `${slug} ${total}`)).toEqual([
    ...['inbox 1', 'work 0', 'family 0', 'friends 0', 'deleted 0'],
  ]);
  expect(mailboxes).toEqual(['1001@default']);
});
