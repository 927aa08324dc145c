/** What was measured, the floor it stands on, and what the issue asks for, in milliseconds. */
export interface Figure {
  title: string;
  aimMs: number;
  times: number[];
  floor: string;
  floorTimes: number[];
}

const HEAD = ['', 'median', 'worst', 'aim', 'floor', 'floor median', 'ratio', 'runs'];

/** A table in Markdown. */
export function tableOf(figures: Figure[]): string {
  const rows = figures.map(({ title, aimMs, times, floor, floorTimes }) => [
    title,
    inMs(median(times)),
    inMs(Math.max(...times)),
    `< ${aimMs} ms`,
    floor,
    inMs(median(floorTimes)),
    (median(times) / median(floorTimes)).toFixed(1),
    String(times.length),
  ]);
  return [HEAD, HEAD.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

function median(numbers: number[]): number {
  const sorted = [...numbers].sort((a, b) => a - b);
  const half = sorted.length / 2;
  return ((sorted[Math.ceil(half) - 1] ?? Number.NaN) + (sorted[Math.floor(half)] ?? Number.NaN)) / 2;
}

const inMs = (milliseconds: number) => `${milliseconds.toFixed(0)} ms`;
