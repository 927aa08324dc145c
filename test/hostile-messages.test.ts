import { beforeAll, expect, test } from 'vitest';
import type { Mailbox } from '#lib/mailbox/mailbox.ts';
import type { Message } from '#lib/voicemail/message.ts';
import { aMessage } from './builders.ts';
import { HOSTILE_NUMBER, hostileMessages } from './hostile-messages.ts';
import { aMailbox } from './mailbox.ts';
import { fillFolder } from './maildir.ts';
import { ownMailbox } from './open-mailbox.ts';

const HOSTILE = hostileMessages();

let mailbox: Mailbox;
let rows: Message[];

beforeAll(async () => {
  const ada = await aMailbox();
  await fillFolder(ada.server, { name: ada.user, password: ada.password }, 'INBOX', [
    aMessage(),
    ...HOSTILE,
    aMessage(),
  ]);
  mailbox = await ownMailbox(ada);
  rows = (await mailbox.messages({ folder: 'inbox', limit: 50 })).messages;
}, 120_000);

test('messages() lists what is hostile among what is not', () => {
  expect(rows).toHaveLength(HOSTILE.length + 2);
});

test.each(HOSTILE.map(({ name }) => name))('messages() takes %s for a message', (name) => {
  const row = rows.find(({ caller }) => caller.name === name);
  expect(row).toMatchObject({ caller: { name, number: HOSTILE_NUMBER }, status: 'new' });
  expect(JSON.stringify(row).length).toBeLessThan(2000);
});

/** What it may say that a message cannot be played for. */
const REASONS = ['recording-not-found', 'recording-unsupported', 'message-not-found'];

// How 100 MB are played without holding anybody up is a question of its own: see the tests of lib/mailbox/recording.ts.
const PLAYED = HOSTILE.filter(({ raw }) => raw.length < 100_000_000);

test.each(PLAYED.map(({ name }) => name))(
  'recording() of %s gives sound or says why not, and the next one plays',
  async (name) => {
    const id = rows.find(({ caller }) => caller.name === name)?.id ?? '';
    const outcome = await mailbox.recording(id).then(
      ({ contentType }) => contentType,
      (error) => error.code,
    );
    expect(['audio/wav', ...REASONS]).toContain(outcome);
    expect((await mailbox.recording(rows.at(-1)?.id ?? '')).contentType).toBe('audio/wav');
  },
);
