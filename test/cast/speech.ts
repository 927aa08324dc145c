import type { Attachment } from '#test/asterisk.ts';
import { recordingIn, type StoredCodec, UTTERANCES } from '#test/wav.ts';

/** How a codec lies in its file: bytes before the sound, bytes in a second, and in a frame, which must stay whole. */
const LAYOUT: Record<Exclude<StoredCodec, 'ogg'>, { header: number; perSecond: number; frame: number }> = {
  gsm: { header: 0, perSecond: 1650, frame: 33 },
  wav49: { header: 60, perSecond: 1625, frame: 65 },
  wav: { header: 44, perSecond: 16_000, frame: 2 },
  wav16: { header: 44, perSecond: 32_000, frame: 2 },
  ulaw: { header: 0, perSecond: 8000, frame: 1 },
  alaw: { header: 0, perSecond: 8000, frame: 1 },
  sln: { header: 0, perSecond: 16_000, frame: 2 },
  sln16: { header: 0, perSecond: 32_000, frame: 2 },
  g722: { header: 0, perSecond: 8000, frame: 1 },
};

/** The samples that a frame of wav49 decodes to, which its header counts. */
const WAV49_FRAME_SAMPLES = 320;

const made = new Map<string, Attachment>();

/** Somebody who talks for so many seconds: what our callers say, over and over. Ogg cannot be cut and stays as short as it is. */
export function speech(codec: StoredCodec, seconds: number): Attachment {
  const key = `${codec} ${seconds}`;
  const sound = made.get(key) ?? (codec === 'ogg' ? recordingIn(codec) : talk(codec, seconds));
  made.set(key, sound);
  return sound;
}

function talk(codec: keyof typeof LAYOUT, seconds: number): Attachment {
  const { header, perSecond, frame } = LAYOUT[codec];
  const { extension, bytes: first } = recordingIn(codec);
  const spoken = UTTERANCES.map((utterance) => recordingIn(codec, utterance).bytes.subarray(header));
  const once = Buffer.concat(spoken.map((bytes) => bytes.subarray(0, bytes.length - (bytes.length % frame))));
  const frames = Math.floor((seconds * perSecond) / frame);
  const bytes = Buffer.concat([first.subarray(0, header), Buffer.alloc(frames * frame, once)]);
  if (header > 0) writeSizes(bytes, header);
  if (codec === 'wav49') bytes.writeUInt32LE(frames * WAV49_FRAME_SAMPLES, header - 12);
  return { extension, bytes };
}

/** RIFF counts what follows it, and what follows "data". */
function writeSizes(riff: Buffer, header: number): void {
  riff.writeUInt32LE(riff.length - 8, 4);
  riff.writeUInt32LE(riff.length - header, header - 4);
}
