import { expect, test } from 'vitest';
import { readFixture, soundOf } from '#test/fixtures.ts';
import { type GreetingMail, greetingMessage, greetingMessageId } from './greeting-message.ts';

const FIXTURE = readFixture('greeting-unavail.wav49.eml');

/** What Asterisk knew when it wrote the fixture. */
const LIKE_ASTERISK: GreetingMail = {
  stem: 'unavail',
  extension: 'WAV',
  bytes: soundOf(FIXTURE).bytes,
  durationSeconds: 19.9,
  storedAt: new Date(1_795_387_850_000),
  mailbox: {
    extension: '1001',
    context: 'default',
    ownerId: '1001',
    name: 'James Rothenberger',
    emails: ['jar@example.test'],
  },
  site: { timeZone: 'UTC', charset: 'UTF-8', serverEmail: 'asterisk@pbx.example.test' },
  unique: { pid: 10_889, messageId: 1_523_669_602, boundary: 1_120_035_830, host: 'vm', priority: 2 },
};

test('greetingMessage() is what a real Asterisk wrote, to the byte', () => {
  expect(greetingMessage(LIKE_ASTERISK).toString('latin1')).toBe(FIXTURE.toString('latin1'));
  expect(greetingMessageId(LIKE_ASTERISK)).toBe('<Asterisk-0-1523669602-1001-10889@vm>');
});

test('greetingMessage() lets nothing out of voicemail.conf become a header', () => {
  const text = greetingMessage({
    ...LIKE_ASTERISK,
    mailbox: {
      ...LIKE_ASTERISK.mailbox,
      name: 'Ada\r\nX-Evil: 1',
      emails: ['a@b\r\nX-Evil: 2'],
      context: 'c\r\nX-Evil: 3',
    },
    site: { ...LIKE_ASTERISK.site, charset: 'UTF-8\r\nX-Evil: 4', timeZone: 'No/Such' },
  }).toString('latin1');
  expect(text).not.toMatch(/^X-Evil/m);
  expect(text).toMatch(/^To: =\?UTF-8\?B\?/m);
});

test('greetingMessage() writes a name that is not ASCII as words that fit their line', () => {
  const name = 'Åsa Ångström, '.repeat(8).trim();
  const mailbox = { ...LIKE_ASTERISK.mailbox, name };
  const text = greetingMessage({ ...LIKE_ASTERISK, mailbox }).toString('latin1');
  const words = [...text.matchAll(/=\?UTF-8\?B\?([^?]*)\?=/g)];
  expect(words.every(([word]) => word.length <= 75)).toBe(true);
  expect(Buffer.concat(words.map(([, base64 = '']) => Buffer.from(base64, 'base64'))).toString()).toBe(name);
});
