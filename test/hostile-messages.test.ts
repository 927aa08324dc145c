import { beforeAll, expect, test } from 'vitest';
import type { Mailbox } from '#lib/mailbox/mailbox.ts';
import type { VoicemailError } from '#lib/voicemail/errors.ts';
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

const BEGINNING_BYTES = 100_000;

/** As much of the sound as a player asks for first. */
async function beginningOf(id: string): Promise<string> {
  try {
    const { contentType, sizeBytes, between } = await mailbox.recording(id);
    let length = 0;
    for await (const piece of between(0, Math.min(sizeBytes, BEGINNING_BYTES))) length += piece.length;
    return length === Math.min(sizeBytes, BEGINNING_BYTES) ? contentType : `${length} of ${sizeBytes} bytes`;
  } catch (error) {
    return (error as VoicemailError).code;
  }
}

test.each(HOSTILE.map(({ name }) => name))(
  'recording() of %s begins to play or says why not, and the next one plays',
  async (name) => {
    const id = rows.find(({ caller }) => caller.name === name)?.id ?? '';
    expect(['audio/wav', ...REASONS]).toContain(await beginningOf(id));
    expect(await beginningOf(rows.at(-1)?.id ?? '')).toBe('audio/wav');
  },
);
