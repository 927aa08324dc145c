// @vitest-environment happy-dom
import { readFileSync } from 'node:fs';
import { cleanup, render, screen } from '@testing-library/react';
import { afterEach, expect, test } from 'vitest';
import { KeySheet } from './key-sheet.tsx';

afterEach(cleanup);

/** How the sheet writes a key that has no letter of its own. */
const WRITTEN: Record<string, string> = { ' ': 'Space', ArrowLeft: '←', ArrowRight: '→', Escape: 'Esc', z: 'u' };

/** The keys that a file listens for anywhere on the page. */
function keysIn(file: string): string[] {
  const source = readFileSync(file, 'utf8');
  return [...source.matchAll(/\bkey === '([^']+)'/g)].map(([, key = '']) => WRITTEN[key] ?? key);
}

test.each([
  ['components/player/use-player-keys.ts', 3],
  ['components/player/play-all.ts', 2],
  ['components/messages/use-page-keys.ts', 5],
])('every key of %s is on the sheet', (file, count) => {
  render(<KeySheet onClose={() => {}} />);
  const written = new Set([...document.querySelectorAll('kbd')].map((key) => key.textContent));
  const keys = keysIn(file);
  expect(keys).toHaveLength(count);
  expect(keys.filter((key) => !written.has(key))).toEqual([]);
  expect(screen.getByRole('heading', { name: 'Listen' })).toBeDefined();
});
