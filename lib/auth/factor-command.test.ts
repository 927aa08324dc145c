import { rmSync } from 'node:fs';
import { beforeEach, expect, test } from 'vitest';
import { config } from '#lib/platform/config.ts';
import { strikeFromRoll } from '#lib/platform/roll.ts';
import { pointSettingsAt } from '#test/mailbox.ts';
import { factorCommand } from './factor-command.ts';
import { factorOf, keepFactor } from './factor-store.ts';

const FACTOR = { secret: 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ', lastStep: 0, recoveryMarks: [] };

beforeEach(() => {
  pointSettingsAt({ host: '127.0.0.1', port: 1 });
  rmSync(config().STATE_DIR, { recursive: true, force: true });
});

async function run(...args: string[]): Promise<[number, string]> {
  const said: string[] = [];
  const exitCode = await factorCommand(args, (text) => void said.push(text));
  return [exitCode, said.join('\n')];
}

test('begin makes the list once', async () => {
  expect(await run('list')).toEqual([1, expect.stringContaining('There is no list')]);
  expect(await run('reset', '1001@default')).toEqual([1, expect.stringContaining('There is no list')]);
  expect(await run('begin')).toEqual([0, expect.stringContaining('is begun')]);
  expect(await run('list')).toEqual([0, 'Nobody has a second factor.']);
  await keepFactor('1001@default', FACTOR);
  expect(await run('begin')).toEqual([0, expect.stringContaining('with 1 in it')]);
});

test('list says who has one, and reset takes it off one mailbox', async () => {
  await run('begin');
  for (const mailbox of ['1002@default', '1001@default', 'Ada@sales']) await keepFactor(mailbox, FACTOR);
  expect(await run('list')).toEqual([0, '1001@default\n1002@default\nada@sales']);
  expect(await run('reset', '1001@sales')).toEqual([1, expect.stringContaining('has no second factor.')]);
  expect(await run('reset', 'ADA@sales')).toEqual([0, expect.stringContaining('any more')]);
  expect(await run('reset', '1001@default')).toEqual([0, expect.stringContaining('any more')]);
  expect(await run('list')).toEqual([0, '1002@default']);
  expect(await factorOf('1001@default')).toBeNull();
  expect(await factorOf('1002@default')).toEqual(FACTOR);
});

test('reset takes off also what never came into the list', async () => {
  await run('begin');
  await keepFactor('1001@default', FACTOR);
  await strikeFromRoll('second-factor', '1001@default');
  expect(await factorOf('1001@default')).toEqual(FACTOR);
  expect(await run('reset', '1001@default')).toEqual([0, expect.stringContaining('any more')]);
  expect(await factorOf('1001@default')).toBeNull();
});

test.each([[[]], [['help']], [['begin', '1001@default']], [['list', 'all']], [['reset']], [['reset', '1001']]])(
  '%j is not understood, and does nothing',
  async (args) => {
    expect(await run(...args)).toEqual([2, expect.stringContaining('npm run second-factor')]);
    expect(await run('list')).toEqual([1, expect.stringContaining('There is no list')]);
  },
);
