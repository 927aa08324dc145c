import { expect, test } from 'vitest';
import { optionsOf } from './options.ts';

const OFFER = { figures: ['page', 'sound'], peers: { webmail: ['page'] }, maxRounds: 100 };

test('optionsOf() of nothing is every figure, often enough for a median', () => {
  const { only, repeats, peer } = optionsOf([], OFFER);
  expect(only).toEqual(['page', 'sound']);
  expect(repeats).toBeGreaterThanOrEqual(20);
  expect(peer).toBeNull();
});

test('optionsOf() takes some figures and a number of repeats', () => {
  expect(optionsOf(['--only', 'sound', '--repeats', '3'], OFFER)).toMatchObject({ only: ['sound'], repeats: 3 });
});

test('optionsOf() of a peer is every figure that it can be measured by', () => {
  expect(optionsOf(['--peer', 'webmail'], OFFER)).toMatchObject({ peer: 'webmail', only: ['page'] });
});

test.each([
  [['--only', 'smell']],
  [['--repeats', '0']],
  [['--repeats', 'many']],
  [['--repeats', '2.5']],
  [['--repeats', '96']],
  [['--people', '0']],
  [['--people', '5001']],
  [['--fast']],
  [['--peer', 'pigeon']],
  [['--peer', 'webmail', '--only', 'sound']],
])('optionsOf() refuses %j', (args) => {
  expect(() => optionsOf(args, OFFER)).toThrow();
});

test('optionsOf() says how to ask', () => {
  expect(() => optionsOf(['--peer', 'pigeon'], OFFER)).toThrow(
    'npm run bench -- [--only <page|sound>]… [--repeats <1 to 95>] [--people <1 to 5000>]\nnpm run bench -- --peer webmail [--only <page>]… [--repeats <1 to 95>]',
  );
});
