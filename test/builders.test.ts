import { expect, test } from 'vitest';
import { aGreeting, aMessage, anOrdinaryMail } from './builders.ts';
import { deliver } from './deliver.ts';
import { aMailbox } from './mailbox.ts';

function linesOf({ raw }: { raw: Buffer }): string[] {
  return raw.toString('utf8').split('\r\n');
}

test('aMessage() keeps a name with accents in the body and loses them in the header', () => {
  const lines = linesOf(aMessage({ caller: { name: 'José Núñez', number: '+34915550142' } }));
  expect(lines).toContain('X-Asterisk-VM-Caller-ID-Name: Jos Nez');
  expect(lines).toContain('X-Asterisk-CallerIDName: Jos Nez');
  expect(lines.find((line) => line.startsWith('in mailbox 1001 from'))).toMatch(
    /^in mailbox 1001 from José Núñez, on /,
  );
});

test('aMessage() labels Latin-1 bytes with whatever charset it is told', () => {
  const { raw } = aMessage({ caller: { name: 'Müller' }, encoding: 'latin1', charset: 'UTF-8' });
  expect(raw.includes(Buffer.from('from M\xfcller, on', 'latin1'))).toBe(true);
  expect(raw.includes('Content-Type: text/plain; charset=UTF-8')).toBe(true);
});

test('aMessage() encodes the name of an owner who has accents, in words of at most 76 columns', () => {
  const fullName = 'Ágústa Eva Þorsteinsdóttir and the whole night shift of the observatory';
  const { raw } = aMessage({ fullName });
  const [, to = ''] = /^To: ([^<]*)/m.exec(raw.toString('latin1')) ?? [];
  const words = to.trim().split('\r\n ');
  expect(words.every((word) => /^=\?UTF-8\?Q\?[^?]*\?=$/.test(word) && word.length <= 76)).toBe(true);
  expect(words.length).toBeGreaterThan(1);
  const quoted = words.map((word) => word.slice(10, -2)).join('');
  expect(decodeURIComponent(quoted.replaceAll('_', ' ').replaceAll('=', '%'))).toBe(fullName);
});

test('aMessage() puts the intro of a forwarded message after the recording, as part 3', () => {
  const [recording, intro] = [new Uint8Array(33).fill(1), new Uint8Array(33).fill(2)];
  const lines = linesOf(
    aMessage({
      number: 6,
      forwarded: true,
      recording: { extension: 'gsm', bytes: recording },
      intro: { extension: 'gsm', bytes: intro },
    }),
  );
  expect(lines).toContain('X-Asterisk-VM-Message-ID: (null)');
  expect(lines.filter((line) => line.startsWith('Content-Disposition'))).toEqual([
    'Content-Disposition: attachment; filename="msg0005.gsm"',
    'Content-Disposition: attachment; filename="msgintro0005.gsm"',
  ]);
  expect(lines.at(-2)).toBe('.');
});

test('aGreeting() is a message of another type, without a number', () => {
  const lines = linesOf(aGreeting('busy', { recording: { extension: 'WAV', bytes: new Uint8Array(65) } }));
  expect(lines).toContain('X-Asterisk-VM-Message-Type: busy');
  expect(lines).toContain('X-Asterisk-VM-Message-Num: 0');
  expect(lines).toContain('Content-Type: audio/x-WAV; name="busy.WAV"');
});

test('deliver() leaves the very bytes, flags and date in the folder it makes', async () => {
  const { imap } = await aMailbox();
  const message = aMessage({ urgent: true, status: 'old' });
  const uid = await deliver(imap, message, 'Work');
  await imap.mailboxOpen('Work');
  const kept = await imap.fetchOne(String(uid), { source: true, flags: true, internalDate: true }, { uid: true });
  if (!kept) throw new Error('The message is not there');
  expect(kept.source?.equals(message.raw)).toBe(true);
  expect([...(kept.flags ?? [])].sort()).toEqual(['\\Flagged', '\\Recent', '\\Seen']);
  expect(kept.internalDate).toEqual(message.arrivedAt);
});

test('anOrdinaryMail() has no header of Asterisk', () => {
  expect(linesOf(anOrdinaryMail()).some((line) => line.startsWith('X-Asterisk'))).toBe(false);
});
