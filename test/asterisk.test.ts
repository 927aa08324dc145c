import { expect, test } from 'vitest';
import { type AsteriskMessage, asteriskMessage } from './asterisk.ts';
import { FIXTURES, readFixture, soundOf } from './fixtures.ts';

/** What Asterisk knew when it wrote a fixture, read off the outcome. */
function knownBy(raw: Buffer): AsteriskMessage {
  const text = raw.toString('latin1');
  const header = (name: string) => new RegExp(`^${name}: (.*)\r$`, 'm').exec(text)?.[1] ?? '';
  const [, number, messageId, extension = '', pid, host = ''] =
    /<Asterisk-(\d+)-(\d+)-(\d+)-(\d+)@(.*)>/.exec(header('Message-ID')) ?? [];
  const type = header('X-Asterisk-VM-Message-Type');
  return {
    extension,
    context: header('X-Asterisk-VM-Context'),
    fullName: 'James Rothenberger',
    email: 'jar@example.test',
    zone: 'UTC',
    charset: 'UTF-8',
    encoding: 'utf8',
    number: Number(number),
    caller: {
      ...(header('X-Asterisk-CallerID') ? { number: header('X-Asterisk-CallerID') } : {}),
      ...(header('X-Asterisk-CallerIDName') ? { name: header('X-Asterisk-CallerIDName') } : {}),
    },
    durationSeconds: Number(header('X-Asterisk-VM-Duration')),
    storedAt: new Date(Number(header('X-Asterisk-VM-Orig-time')) * 1000),
    asteriskId: type === 'Message' ? header('X-Asterisk-VM-Message-ID') : null,
    flag: header('X-Asterisk-VM-Flag') === 'Urgent' ? 'Urgent' : '',
    recording: soundOf(raw),
    ...(type === 'unavail' ? { greeting: type } : {}),
    unique: {
      pid: Number(pid),
      messageId: Number(messageId),
      boundary: Number(header('Content-Type').split(`${number}${extension}${pid}`)[1]?.replace('"', '')),
      host,
    },
    serverEmail: 'asterisk@pbx.example.test',
    priority: 2,
  };
}

test('there are messages of a real Asterisk to compare with', () => {
  expect(FIXTURES.length).toBeGreaterThan(10);
});

test.each(FIXTURES)('asteriskMessage() writes %s byte for byte', (name) => {
  const raw = readFixture(name);
  const written = asteriskMessage(knownBy(raw));
  expect(written.toString('latin1')).toBe(raw.toString('latin1'));
});
