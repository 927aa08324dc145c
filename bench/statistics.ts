/** The middle of some numbers, or between the two in the middle; NaN of none. */
export function median(numbers: number[]): number {
  const sorted = ascending(numbers);
  const half = sorted.length / 2;
  return (at(sorted, Math.ceil(half) - 1) + at(sorted, Math.floor(half))) / 2;
}

/** The smallest of the numbers that 95 of 100 do not exceed (nearest rank); NaN of none. */
export function p95(numbers: number[]): number {
  return at(ascending(numbers), Math.ceil(numbers.length * 0.95) - 1);
}

const ascending = (numbers: number[]) => [...numbers].sort((a, b) => a - b);
const at = (sorted: number[], index: number) => sorted[index] ?? Number.NaN;
