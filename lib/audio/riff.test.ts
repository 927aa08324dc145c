import { expect, test } from 'vitest';
import { parseWave } from './riff.ts';

const SOUND = Uint8Array.from({ length: 100 }, (_, at) => at);
const fmt = chunk('fmt ', Uint8Array.of(1, 0, 1, 0, 0x40, 0x1f, 0, 0, 0x80, 0x3e, 0, 0, 2, 0, 16, 0));

function chunk(name: string, content: Uint8Array, sizeBytes = content.length): Uint8Array {
  const head = Buffer.alloc(8);
  head.write(name, 'latin1');
  head.writeUInt32LE(sizeBytes, 4);
  return Buffer.concat([head, content, new Uint8Array(content.length % 2)]);
}

function wave(...chunks: Uint8Array[]): Uint8Array {
  return Uint8Array.from(Buffer.concat([Buffer.from('RIFF\xff\xff\xff\xffWAVE', 'latin1'), ...chunks]));
}

test('parseWave() reads the format and finds the sound behind other chunks, odd ones padded', () => {
  const other = chunk('LIST', new Uint8Array(7));
  expect(parseWave(wave(other, fmt, other, chunk('data', SOUND), other))).toEqual({
    formatTag: 1,
    channels: 1,
    sampleRateHz: 8000,
    bitsPerSample: 16,
    dataAt: 12 + 16 + 24 + 16 + 8,
    dataBytes: 100,
  });
});

test.each([
  ['nothing', 0],
  ['more than there is', 101],
  ['the most there can be', 0xffff_ffff],
])('parseWave() takes all there is when the data chunk says that it holds %s', (_, sizeBytes) => {
  expect(parseWave(wave(fmt, chunk('data', SOUND, sizeBytes)))?.dataBytes).toBe(SOUND.length);
});

test('parseWave() takes no more than the data chunk says', () => {
  expect(parseWave(wave(fmt, chunk('data', SOUND, 33)))?.dataBytes).toBe(33);
});

test('parseWave() needs no more of the file than what stands before its sound', () => {
  const bytes = wave(fmt, chunk('data', SOUND));
  const head = bytes.subarray(0, bytes.length - SOUND.length);
  expect(parseWave(head, bytes.length)).toEqual(parseWave(bytes));
  expect(parseWave(head.subarray(0, head.length - 1), bytes.length)).toBeNull();
});

test('parseWave() finds the real format tag of an extensible header', () => {
  const content = Buffer.alloc(40);
  content.writeUInt16LE(0xfffe, 0);
  content.writeUInt16LE(7, 24);
  expect(parseWave(wave(chunk('fmt ', content), chunk('data', SOUND)))?.formatTag).toBe(7);
});

test.each([
  ['nothing', new Uint8Array()],
  ['a RIFF that is no WAVE', Buffer.from('RIFF\0\0\0\0AVI LIST', 'latin1')],
  ['no chunk', wave()],
  ['no sound', wave(fmt)],
  ['no format', wave(chunk('data', SOUND))],
  ['a format that comes too late', wave(chunk('data', SOUND), fmt)],
  ['a format cut short', wave(fmt.subarray(0, 20))],
  ['a first chunk that runs past the end', wave(chunk('LIST', SOUND, 0xffff_ffff), fmt, chunk('data', SOUND))],
])('parseWave() gives null for %s', (_, bytes) => {
  expect(parseWave(bytes)).toBeNull();
});
