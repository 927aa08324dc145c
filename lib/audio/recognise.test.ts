import { expect, test } from 'vitest';
import { CODECS, recordingIn } from '#test/wav.ts';
import { recognise } from './recognise.ts';

function codecOf(bytes: Uint8Array, extension: string): string {
  const recognised = recognise({ bytes, extension });
  if (recognised.kind === 'samples') return `${recognised.coding.codec} ${recognised.coding.sampleRateHz}`;
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
  ['G.726 in a WAV', patched(20, 0x45, 2), 'wav', 'codec-unknown'],
])('recognise() refuses %s', (_, bytes, extension, reason) => {
  expect(codecOf(bytes, extension)).toBe(reason);
});

function patched(at: number, value: number, sizeBytes: 2 | 4): Uint8Array {
  const bytes = Buffer.from(recordingIn('wav').bytes);
  bytes.writeUIntLE(value, at, sizeBytes);
  return bytes;
}

test.each([
  [0, 8000],
  [1, 8000],
  [7999, 8000],
  [11_025, 11_025],
  [192_000, 192_000],
  [192_001, 8000],
  [0xffff_ffff, 8000],
])('recognise() makes of a WAV that says it has %i Hz one of %i Hz', (said, believed) => {
  expect(codecOf(patched(24, said, 4), 'wav')).toBe(`wav ${believed}`);
});

test('recognise() takes a WAV that says it has no channel for one of one channel', () => {
  const recognised = recognise({ bytes: patched(22, 0, 2), extension: 'wav' });
  expect(recognised).toMatchObject({ coding: { unitBytes: 2, unitCount: (recordingIn('wav').bytes.length - 44) / 2 } });
});
