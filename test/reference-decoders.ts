import { spawnSync } from 'node:child_process';
import type { Attachment } from './asterisk.ts';

/** How sox is told what the bytes are, by Asterisk's extension. */
const SOX_INPUT = {
  gsm: ['-t', 'gsm'],
  WAV: ['-t', 'wav'],
  wav: ['-t', 'wav'],
  wav16: ['-t', 'wav'],
  ulaw: ['-t', 'ul', '-r', '8000', '-c', '1'],
  alaw: ['-t', 'al', '-r', '8000', '-c', '1'],
  sln: ['-t', 's16', '-L', '-r', '8000', '-c', '1'],
  sln16: ['-t', 's16', '-L', '-r', '16000', '-c', '1'],
} as const;

/** Every extension that we decode and somebody else does too. */
export const DECODED_EXTENSIONS = [...Object.keys(SOX_INPUT), 'g722'];

const FFMPEG_G722 = ['-v', 'error', '-f', 'g722', '-i', '-'];
const RAW_SAMPLES = ['-t', 's16', '-L', '-c', '1', '-'];
const MAX_OUTPUT_BYTES = 1 << 28;

/** What somebody else decodes from the same bytes, mono, at their own rate: sox, or ffmpeg for G.722, which sox does not know. */
export function referenceSamples({ bytes, extension }: Attachment): Int16Array {
  if (extension === 'g722') return samplesOf(run('ffmpeg', [...FFMPEG_G722, '-f', 's16le', '-'], bytes));
  if (!isKnownToSox(extension)) throw new Error(`No reference decoder for .${extension}`);
  return samplesOf(run('sox', ['-D', '-V1', ...SOX_INPUT[extension], '-', ...RAW_SAMPLES], bytes));
}

function isKnownToSox(extension: string): extension is keyof typeof SOX_INPUT {
  return extension in SOX_INPUT;
}

/** A sound that sox makes: `output` as in `-r 8000 -t gsm`, `effects` as in `synth 2 whitenoise`. */
export function madeBySox(output: string, effects: string): Uint8Array {
  return run('sox', ['-D', '-V1', '-R', '-n', '-c', '1', ...output.split(' '), '-', ...effects.split(' ')]);
}

/** Headerless 16 bit samples at 16,000 Hz, as G.722 by ffmpeg. */
export function encodedByFfmpeg(samples: Uint8Array): Uint8Array {
  return run(
    'ffmpeg',
    ['-v', 'error', '-f', 's16le', '-ar', '16000', '-ac', '1', '-i', '-', '-f', 'g722', '-'],
    samples,
  );
}

/** What a tool writes, told what to do and given this to read. */
export function run(tool: string, options: readonly string[], input: Uint8Array = new Uint8Array()): Uint8Array {
  const { stdout, stderr, error, status } = spawnSync(tool, options, { input, maxBuffer: MAX_OUTPUT_BYTES });
  if (error && 'code' in error && error.code === 'ENOENT') {
    throw new Error(`${tool} is missing: run "apt-get install ${tool}" (Debian) or "brew install ${tool}" (macOS)`);
  }
  // A tool that stops reading early closes the pipe, which is no failure of its own.
  if (status !== 0) throw new Error(`${tool} ${options.join(' ')}: ${error ?? stderr}`);
  return stdout;
}

function samplesOf(bytes: Uint8Array): Int16Array {
  return new Int16Array(Uint8Array.from(bytes).buffer);
}

/** Where two decodings part, in words; `null` when every sample is the same. */
export function difference(ours: Int16Array, reference: Int16Array): string | null {
  if (ours.length !== reference.length) return `${ours.length} samples, not ${reference.length}`;
  const at = ours.findIndex((sample, i) => sample !== reference[i]);
  return at < 0 ? null : `sample ${at} of ${ours.length} is ${ours[at]}, not ${reference[at]}`;
}
