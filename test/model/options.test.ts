import { expect, test } from 'vitest';
import { amountOf, optionsOf, told } from './options.ts';

test('amountOf() is 10,000 steps on Dovecot and 300 elsewhere over the three modes, unless told', () => {
  const steps = (server: string, env: NodeJS.ProcessEnv = { NODE_ENV: 'test' }) =>
    amountOf(server, optionsOf(env)).steps;
  expect(steps('Dovecot, maildir')).toBe(3334);
  expect(steps('Courier')).toBe(100);
  expect(steps('Courier', { NODE_ENV: 'test', MODEL_STEPS: '30' })).toBe(10);
});

test('told() says how many steps were done and how to do them again', () => {
  const options = optionsOf({ NODE_ENV: 'test', MODEL_SEED: '7', MODEL_STEPS: '30' });
  const done = { server: 'Courier', mode: 'ami', steps: 12, sequences: 2, seconds: '0.5' };
  expect(told(done, new Map([['phone.leave', 3]]), options)).toBe(
    'model: 12 steps in 2 sequences on Courier, ami, in 0.5 s: 3 phone.leave\n' +
      'model: again with npm run model -- --server "Courier" --seed 7 --steps 30\n',
  );
});
