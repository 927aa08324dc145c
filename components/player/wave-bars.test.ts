import { expect, test } from 'vitest';
import type { Peaks } from '#lib/api/sound-contract.ts';
import { wavePath } from './wave-bars.ts';

const PEAKS: Peaks = {
  durationSeconds: 10,
  introSeconds: 0,
  peaks: Array.from({ length: 400 }, (_, at) => (at < 200 ? 255 : 51)),
  silences: [{ startSeconds: 8, endSeconds: 10 }],
  gains: [],
};

/** Where each bar begins, and how long its line is. */
function bars(path: string): number[][] {
  return [...path.matchAll(/M([\d.]+) ([\d.]+)v([\d.]+)/g)].map(([, ...numbers]) => numbers.map(Number));
}

test('wavePath() draws a bar every 4 px, as high as its loudest peak, and silence as dots', () => {
  const drawn = bars(wavePath(PEAKS, 400, 40));
  expect(drawn).toHaveLength(100);
  expect(drawn[0]).toEqual([1, 1, 38]);
  expect(drawn[60]).toEqual([241, 17, 6]);
  expect(drawn[90]).toEqual([361, 20, 0]);
});

test('wavePath() leaves one bar out where the intro ends', () => {
  const drawn = bars(wavePath({ ...PEAKS, introSeconds: 3 }, 400, 40)).map(([x]) => x);
  expect(drawn).toHaveLength(99);
  expect(drawn).not.toContain(121);
});

test('wavePath() draws dots when it knows nothing, and nothing where there is no room', () => {
  expect(bars(wavePath(null, 40, 40)).every(([, , long]) => long === 0)).toBe(true);
  expect(wavePath(PEAKS, 0, 0)).toBe('');
});

test('wavePath() has a bar for everything also of a sound of a few frames', () => {
  expect(bars(wavePath({ ...PEAKS, peaks: [255, 0], silences: [] }, 40, 40))).toHaveLength(10);
  expect(bars(wavePath({ ...PEAKS, peaks: [], silences: [] }, 40, 40))).toHaveLength(10);
});
