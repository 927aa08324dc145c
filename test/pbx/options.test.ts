import { expect, test } from 'vitest';
import { phoneRunOf } from './options.ts';

test('phoneRunOf() plays all scenarios, or those that are named', () => {
  expect(phoneRunOf([])).toEqual({ args: [], env: {} });
  expect(phoneRunOf(['limits', '--grep', 'maxmsg'])).toEqual({ args: ['limits', '--grep', 'maxmsg'], env: {} });
});

test('phoneRunOf() measures and soaks alone', () => {
  expect(phoneRunOf(['--runs', '20'])).toEqual({ args: ['latency', '--workers', '1'], env: { PHONE_RUNS: '20' } });
  expect(phoneRunOf(['--soak', '10m', '--seed', '7'])).toEqual({
    args: ['soak', '--workers', '1'],
    env: { PHONE_SOAK_MINUTES: '10', PHONE_SEED: '7' },
  });
});

test.each([
  ['--runs', '0'],
  ['--runs', 'many'],
  ['--soak', '10h'],
  ['--soak', 'm'],
])('phoneRunOf() does not take %s %s', (...args) => {
  expect(() => phoneRunOf(args)).toThrow('npm run test:phone --');
});
