import { expect, test } from 'vitest';
import { optionsOf } from './options.ts';

const NAMES = ['page', 'sound'];

test('optionsOf() of nothing is every figure, often enough for a median', () => {
  const { only, repeats } = optionsOf([], NAMES, 100);
  expect(only).toEqual(NAMES);
  expect(repeats).toBeGreaterThanOrEqual(20);
});

test('optionsOf() takes some figures and a number of repeats', () => {
  expect(optionsOf(['--only', 'sound', '--repeats', '3'], NAMES, 100)).toMatchObject({ only: ['sound'], repeats: 3 });
});

test.each([
  [['--only', 'smell']],
  [['--repeats', '0']],
  [['--repeats', 'many']],
  [['--repeats', '2.5']],
  [['--repeats', '96']],
  [['--fast']],
])('optionsOf() refuses %j', (args) => {
  expect(() => optionsOf(args, NAMES, 100)).toThrow();
});
