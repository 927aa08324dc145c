import type { Peaks } from '#lib/api/sound-contract.ts';

/** A bar of two pixels, and as much between it and the next. */
const PITCH_PX = 4;
const BAR_PX = 2;

/** The bars of a waveform as a path of lines with round ends, 2 px wide, in a field of so many pixels. Without peaks they are dots. */
export function wavePath(peaks: Peaks | null, widthPx: number, heightPx: number): string {
  const count = Math.floor(widthPx / PITCH_PX);
  const lines = Array.from({ length: count }, (_, bar) => {
    const [from, to] = [bar / count, (bar + 1) / count];
    if (peaks && isBetweenSounds(peaks, from, to)) return '';
    const long = peaks ? Math.max(0, heightOf(peaks, from, to) * heightPx - BAR_PX) : 0;
    const x = Math.round(from * widthPx) + BAR_PX / 2;
    return `M${x} ${round((heightPx - long) / 2)}v${round(long)}`;
  });
  return lines.join('');
}

/** Where the intro ends, one bar is left out. */
function isBetweenSounds({ introSeconds, durationSeconds }: Peaks, from: number, to: number): boolean {
  const share = introSeconds / durationSeconds;
  return introSeconds > 0 && share >= from && share < to;
}

function heightOf({ peaks, silences, durationSeconds }: Peaks, from: number, to: number): number {
  const middleSeconds = ((from + to) / 2) * durationSeconds;
  const isSilent = silences.some(
    ({ startSeconds, endSeconds }) => startSeconds <= middleSeconds && middleSeconds < endSeconds,
  );
  if (isSilent) return 0;
  const first = Math.floor(from * peaks.length);
  return Math.max(0, ...peaks.slice(first, Math.max(first + 1, Math.round(to * peaks.length)))) / 255;
}

const round = (pixels: number) => Math.round(pixels * 10) / 10;
