import { median, p95 } from './statistics.ts';

/** What the portal took, and the floor it stands on, in milliseconds of the same run. */
export interface Comparison {
  figure: string;
  times: number[];
  floor: string;
  floorTimes: number[];
}

/** Columns of numbers end with a colon in Markdown's rule, and stand to the right. */
const COLUMNS = ['figure', 'median :', 'p95 :', 'floor', 'floor median :', 'ratio :'];
const PEER_COLUMNS = ['figure', 'median :', 'p95 :', 'peer', 'peer median :', 'peer p95 :', 'times faster :'];

/** How many times its floor the portal takes. */
export function tableOf(comparisons: Comparison[]): string {
  const rows = comparisons.map(({ figure, times, floor, floorTimes }) => {
    const ratio = median(times) / median(floorTimes);
    return [figure, inMs(median(times)), inMs(p95(times)), floor, inMs(median(floorTimes)), ratio.toFixed(2)];
  });
  return inMarkdown(COLUMNS, rows);
}

/** How many times as long as the portal another program takes. */
export function peerTableOf(comparisons: Comparison[]): string {
  const rows = comparisons.map(({ figure, times, floor, floorTimes }) => {
    const timesFaster = median(floorTimes) / median(times);
    const peer = [floor, inMs(median(floorTimes)), inMs(p95(floorTimes))];
    return [figure, inMs(median(times)), inMs(p95(times)), ...peer, timesFaster.toFixed(1)];
  });
  return inMarkdown(PEER_COLUMNS, rows);
}

/** A table in Markdown that reads as well in a terminal. */
function inMarkdown(titles: string[], rows: string[][]): string {
  const columns = titles.map((column, i) => {
    const title = column.replace(' :', '');
    const width = Math.max(title.length, ...rows.map((row) => row[i]?.length ?? 0));
    return { title, width, isNumber: title !== column };
  });
  const line = (cells: string[]) =>
    `| ${columns.map(({ width, isNumber }, i) => (isNumber ? cells[i]?.padStart(width) : cells[i]?.padEnd(width))).join(' | ')} |`;
  const rule = columns.map(({ width, isNumber }) => (isNumber ? `${'-'.repeat(width - 1)}:` : '-'.repeat(width)));
  return [line(columns.map(({ title }) => title)), line(rule), ...rows.map(line)].join('\n');
}

const inMs = (milliseconds: number) => `${milliseconds.toFixed(milliseconds < 10 ? 2 : 1)} ms`;
