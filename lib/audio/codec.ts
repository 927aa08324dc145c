/** What a recording is stored as, in Asterisk's names for its formats. `ogg` is the container, whatever it holds. */
export type CodecName = 'gsm' | 'wav49' | 'wav' | 'wav16' | 'ulaw' | 'alaw' | 'g722' | 'ogg' | SignedLinear;

export type SignedLinear = keyof typeof SIGNED_LINEAR_RATES_HZ;

/** Headerless 16 bit little endian, by sampling rate (Asterisk's format_sln.c). */
export const SIGNED_LINEAR_RATES_HZ = {
  sln: 8000,
  sln12: 12_000,
  sln16: 16_000,
  sln24: 24_000,
  sln32: 32_000,
  sln44: 44_100,
  sln48: 48_000,
  sln96: 96_000,
  sln192: 192_000,
} as const;

/** The `exts` of Asterisk's formats/*.c and the names of RFC 3551; `WAV` and `wav` are two different things. */
const EXTENSIONS: Record<CodecName, readonly string[]> = {
  gsm: ['gsm'],
  wav49: ['WAV', 'wav49'],
  wav: ['wav'],
  wav16: ['wav16'],
  ulaw: ['ulaw', 'ul', 'mu', 'ulw', 'pcm', 'pcmu'],
  alaw: ['alaw', 'al', 'alw', 'pcma'],
  g722: ['g722'],
  ogg: ['ogg'],
  sln: ['sln', 'slin', 'raw', 'sln8'],
  sln12: ['sln12'],
  sln16: ['sln16'],
  sln24: ['sln24'],
  sln32: ['sln32'],
  sln44: ['sln44'],
  sln48: ['sln48'],
  sln96: ['sln96'],
  sln192: ['sln192'],
};

const CODEC_BY_EXTENSION = new Map(
  (Object.keys(EXTENSIONS) as CodecName[]).flatMap((codec) => EXTENSIONS[codec].map((extension) => [extension, codec])),
);

/** The codec that a file extension (without its dot, case kept) stands for; `null` when Asterisk has no such one. */
export function codecOfName(extension: string): CodecName | null {
  return CODEC_BY_EXTENSION.get(extension) ?? CODEC_BY_EXTENSION.get(extension.toLowerCase()) ?? null;
}
