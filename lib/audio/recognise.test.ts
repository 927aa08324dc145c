import { expect, test } from 'vitest';
import { CODECS, recordingIn } from '#test/wav.ts';
import { recognise } from './recognise.ts';

function codecOf(bytes: Uint8Array, extension: string): string {
  const recognised = recognise({ bytes, extension });
  if (recognised.kind === 'samples') return `${recognised.codec} ${recognised.sampleRateHz}`;
  return recognised.kind === 'unsupported' ? recognised.reason : recognised.kind;
}

test('recognise() knows each codec under its own name', () => {
  const recognised = CODECS.map((codec) => codecOf(recordingIn(codec).bytes, recordingIn(codec).extension));
  expect(recognised).toEqual([
    'gsm 8000',
    'wav49 8000',
    'wav 8000',
    'wav16 16000',
    'ulaw 8000',
    'alaw 8000',
    'sln 8000',
    'sln16 16000',
    'g722 16000',
    'ogg',
  ]);
});

test.each(['gsm', 'wav', 'ulaw', 'sln16', 'ogg', 'mp3', ''])(
  'recognise() believes content before the name .%s',
  (name) => {
    const told = (['wav49', 'wav', 'wav16', 'ogg'] as const).map((codec) => codecOf(recordingIn(codec).bytes, name));
    expect(told).toEqual(['wav49 8000', 'wav 8000', 'wav16 16000', 'ogg']);
  },
);

test.each(['wav', 'WAV', 'ogg', 'mp3', ''])(
  'recognise() finds GSM frames under the name .%s, which promises a header',
  (name) => {
    expect(codecOf(recordingIn('gsm').bytes, name)).toBe('gsm 8000');
  },
);

test('recognise() takes silence in A-law for A-law, though it could be GSM', () => {
  expect(codecOf(new Uint8Array(3300).fill(0xd5), 'alaw')).toBe('alaw 8000');
});

test.each([
  ['no bytes', new Uint8Array(), 'wav', 'empty'],
  ['PCM without its header', recordingIn('sln').bytes, 'wav', 'damaged'],
  ['text', Buffer.from('This is not a recording, '.repeat(20)), 'WAV', 'damaged'],
  ['text', Buffer.from('This is not a recording, '.repeat(20)), 'gsm', 'damaged'],
  ['a header cut short', recordingIn('wav').bytes.subarray(0, 30), 'wav', 'damaged'],
  ['less than a frame', recordingIn('gsm').bytes.subarray(0, 32), 'gsm', 'damaged'],
  ['something else', Buffer.from('ID3\x03\0\0\0'), 'mp3', 'codec-unknown'],
  ['G.726 in a WAV', withFormatTag(0x45), 'wav', 'codec-unknown'],
])('recognise() refuses %s', (_, bytes, extension, reason) => {
  expect(codecOf(bytes, extension)).toBe(reason);
});

test.each([0, 1, 7999, 192_001, 0xffff_ffff])(
  'recognise() takes a rate of %i Hz for a lie and 8000 for the truth',
  (rate) => {
    const bytes = Buffer.from(recordingIn('wav').bytes);
    bytes.writeUInt32LE(rate, 24);
    expect(codecOf(bytes, 'wav')).toBe('wav 8000');
  },
);

function withFormatTag(formatTag: number): Uint8Array {
  const bytes = Buffer.from(recordingIn('wav').bytes);
  bytes.writeUInt16LE(formatTag, 20);
  return bytes;
}
