const WIDTH = 50;

/** A bar for each value, in text. */
export function plot(title: string, points: { label: string; value: number }[]): string {
  const most = Math.max(...points.map(({ value }) => value));
  const width = Math.max(...points.map(({ label }) => label.length));
  const bars = points.map(({ label, value }) => {
    const bar = '#'.repeat(Math.max(0, Math.round((value / most) * WIDTH)));
    return `${label.padStart(width)} | ${bar} ${value.toFixed(1)}`;
  });
  return [title, ...bars].join('\n');
}
