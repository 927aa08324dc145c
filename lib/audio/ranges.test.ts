import { expect, test } from 'vitest';
import { recordingIn, type StoredCodec } from '#test/wav.ts';
import { toPlayable } from './decode.ts';
import { wavSound } from './playable.ts';
import { recognise, type StoredSound } from './recognise.ts';
import { StoredSamples } from './samples.ts';

const SOUND_CODECS = ['gsm', 'wav49', 'wav', 'wav16', 'ulaw', 'alaw', 'sln', 'sln16', 'g722'] as const;
const RANGES = 60;

/** The recording again and again, so that it is more than one slice. */
function lengthened({ bytes, extension }: StoredSound, times: number): StoredSound {
  const { coding } = samplesIn({ bytes, extension });
  const sound = bytes.subarray(coding.startByte, coding.startByte + coding.unitCount * coding.unitBytes);
  const file = Buffer.concat([bytes.subarray(0, coding.startByte), ...Array<Uint8Array>(times).fill(sound)]);
  if (coding.startByte > 0) file.writeUInt32LE(0, coding.startByte - 4);
  return { bytes: file, extension };
}

function samplesIn(sound: StoredSound) {
  const recognised = recognise(sound);
  if (recognised.kind !== 'samples') throw new Error(`.${sound.extension} is ${recognised.kind}`);
  return recognised;
}

/** As the portal does it: it has the first bytes and the length, and reads the rest where it needs it. */
function servedFrom(sounds: StoredSound[]) {
  const read: [number, number][] = [];
  const served = wavSound(
    sounds.map(({ bytes, extension }) => {
      const recognised = recognise({ bytes: bytes.subarray(0, 1000), extension }, bytes.length);
      if (recognised.kind !== 'samples') throw new Error(`.${extension} is ${recognised.kind}`);
      return new StoredSamples(recognised.coding, async (first, end) => {
        read.push([first, end]);
        return bytes.subarray(first, end);
      });
    }),
  );
  return { ...served, read };
}

async function bytesOf(pieces: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const all: Uint8Array[] = [];
  for await (const piece of pieces) all.push(piece);
  return Buffer.concat(all);
}

function whole(sounds: StoredSound[]): Buffer {
  const playable = toPlayable(sounds);
  if (playable.kind !== 'wav') throw new Error(`They are ${playable.kind}`);
  return Buffer.from(playable.bytes);
}

/** Anywhere, and at the edges of header and file, where mistakes are. */
function ranges(sizeBytes: number): [number, number][] {
  let seed = 1;
  const random = (most: number) => {
    seed = (Math.imul(seed, 1_103_515_245) + 12_345) & 0x7fff_ffff;
    return seed % (most + 1);
  };
  const anywhere = Array.from({ length: RANGES }, (): [number, number] => {
    const first = random(sizeBytes - 1);
    return [first, Math.min(sizeBytes, first + 1 + random(random(1) === 0 ? 50 : 100_000))];
  });
  return [
    [sizeBytes - 1, sizeBytes],
    ...anywhere,
    [0, 1],
    [43, 46],
    [0, sizeBytes],
    [sizeBytes - 3, sizeBytes],
    [44, 45],
  ];
}

async function expectSameBytes(sounds: StoredSound[]): Promise<void> {
  const expected = whole(sounds);
  const served = servedFrom(sounds);
  expect(served.sizeBytes).toBe(expected.length);
  for (const [first, end] of ranges(expected.length)) {
    const isSame = expected.subarray(first, end).equals(await bytesOf(served.between(first, end)));
    expect(isSame, `bytes ${first} to ${end}`).toBe(true);
  }
}

test.each(SOUND_CODECS)(
  'wavSound() gives of %s the bytes of the whole, whatever is asked in whatever order',
  async (codec) => {
    await expectSameBytes([lengthened(recordingIn(codec, 'meeting'), 4)]);
  },
);

test.each<[string, StoredCodec[]]>([
  ['one rate', ['wav49', 'ulaw', 'gsm']],
  ['two rates', ['gsm', 'g722']],
  ['two rates, the wider first', ['wav16', 'wav49']],
])('wavSound() gives of sounds of %s the bytes of the whole', async (_, codecs) => {
  await expectSameBytes(codecs.map((codec) => lengthened(recordingIn(codec, 'delivery'), 2)));
});

test('wavSound() gives of a rate that divides nothing the bytes of the whole', async () => {
  const noise = (extension: string) => ({
    bytes: Buffer.from(recordingIn('ulaw').bytes.subarray(0, 20_000)),
    extension,
  });
  await expectSameBytes([noise('sln44'), noise('sln'), noise('sln12'), noise('sln192')]);
});

test('wavSound() gives of ten minutes of gsm the bytes of the whole', { timeout: 60_000 }, async () => {
  await expectSameBytes([lengthened(recordingIn('gsm'), 170)]);
});

test('wavSound() reads of PCM no more than a few slices around what it gives', async () => {
  const served = servedFrom([lengthened(recordingIn('wav'), 50)]);
  await bytesOf(served.between(1_000_000, 1_000_100));
  expect(served.read).toHaveLength(1);
  const [[first = 0, end = 0] = []] = served.read;
  expect(first).toBeLessThanOrEqual(1_000_000);
  expect(end).toBeGreaterThanOrEqual(1_000_100);
  expect(end - first).toBeLessThanOrEqual(32_768);
});

test('wavSound() does not decode from the beginning again where it has been before', async () => {
  const served = servedFrom([lengthened(recordingIn('gsm'), 50)]);
  await bytesOf(served.between(served.sizeBytes - 100, served.sizeBytes));
  const before = served.read.length;
  await bytesOf(served.between(served.sizeBytes - 100, served.sizeBytes));
  expect(before).toBeGreaterThan(50);
  expect(served.read.length - before).toBeLessThanOrEqual(2);
});
