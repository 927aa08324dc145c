import 'server-only';
import { styleText } from 'node:util';
import { type Group, tally } from './examine.ts';
import type { Level, Line } from './line.ts';
import { counted } from './words.ts';

type Colour = 'green' | 'dim' | 'yellow' | 'red';
const COLOUR: Record<Level, Colour> = { ok: 'green', note: 'dim', warning: 'yellow', danger: 'red' };
const WIDTH = 9;

/** One group for a terminal; the words say all, with colours or without. */
export function groupText({ name, lines }: Group, hasColours: boolean): string {
  const title = hasColours ? styleText('bold', name) : name;
  return `${[title, ...lines.map((line) => lineText(line, hasColours))].join('\n')}\n`;
}

function lineText({ level, what, why, change, where }: Line, hasColours: boolean): string {
  const word = level.padEnd(WIDTH);
  const indent = ' '.repeat(WIDTH + 2);
  const more = [
    where !== undefined && `${indent}where: ${where}`,
    why !== undefined && `${indent}why: ${why}`,
    change !== undefined && `${indent}do: ${change}`,
  ].filter((text) => text !== false);
  return [`  ${hasColours ? styleText(COLOUR[level], word) : word}${what}`, ...more].join('\n');
}

/** The last line. */
export function verdictText(groups: readonly Group[]): string {
  const { danger, warning, note } = tally(groups);
  const counts = [counted(danger, 'danger'), counted(warning, 'warning'), counted(note, 'note')].join(', ');
  return `${danger === 0 ? 'Fit' : 'Not fit'}: ${counts}.\n`;
}

/** The same for machines. */
export function reportJson(groups: readonly Group[]): string {
  const { danger } = tally(groups);
  return `${JSON.stringify({ fit: danger === 0, counts: tally(groups), groups }, null, 2)}\n`;
}
