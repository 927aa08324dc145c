import { mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { pointSettingsAt } from '#test/mailbox.ts';
import { sayGoodbye } from './goodbye.ts';
import { log } from './log.ts';
import { type Deeds, record } from './record.ts';

const deeds = (wish: Partial<Deeds> = {}): Deeds => ({
  what: 'listened',
  account: 'ada',
  mailbox: '1001@default',
  from: '192.0.2.1',
  ids: ['inbox.1.1'],
  outcome: 'ok',
  callers: [{ name: 'Dr Patel', number: '+12025550143' }],
  ...wish,
});

let folder: string;
let file: string;

function keepRecord(more: Record<string, string> = {}): void {
  pointSettingsAt({ host: '127.0.0.1', port: 143 }, { AUDIT_FILE: file, ...more });
  Reflect.deleteProperty(globalThis, Symbol.for('lamplight.record'));
}

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'record-'));
  file = join(folder, 'record.jsonl');
  keepRecord();
});

afterEach(() => {
  vi.useRealTimers();
  rmSync(folder, { recursive: true });
});

const textOf = (path = file) => {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
};
const lines = (path?: string) =>
  textOf(path)
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line));

test('record() writes a line of JSON that says who, what, when and from where, readable by nobody else', async () => {
  record(deeds());
  await expect.poll(() => lines()).toHaveLength(1);
  expect(lines()[0]).toEqual({
    at: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
    what: 'listened',
    account: 'ada',
    mailbox: '1001@default',
    from: '192.0.2.1',
    ids: ['inbox.1.1'],
    outcome: 'ok',
  });
  expect(statSync(file).mode & 0o777).toBe(0o600);
});

test('record() names callers only where the site asks for it', async () => {
  record(deeds());
  await expect.poll(() => lines()).toHaveLength(1);
  expect(textOf()).not.toMatch(/Patel|2025550143/);
  keepRecord({ AUDIT_CALLERS: 'true' });
  record(deeds());
  await expect.poll(() => lines()).toHaveLength(2);
  expect(lines()[1]).toMatchObject({ callers: [{ name: 'Dr Patel', number: '+12025550143' }] });
});

test('record() keeps the order, and each in a line of its own, whatever stands in it', async () => {
  for (let i = 0; i < 500; i++) record(deeds({ account: `line\n${i}\u2028"` }));
  await expect.poll(() => lines()).toHaveLength(500);
  expect(lines().map(({ account }) => account)).toEqual(Array.from({ length: 500 }, (_, i) => `line\n${i}\u2028"`));
});

test('record() goes on in a new file when the old one was renamed', async () => {
  record(deeds({ account: 'before' }));
  await expect.poll(() => lines()).toHaveLength(1);
  renameSync(file, `${file}.1`);
  record(deeds({ account: 'after' }));
  await expect.poll(() => lines()).toEqual([expect.objectContaining({ account: 'after' })]);
  expect(lines(`${file}.1`)).toEqual([expect.objectContaining({ account: 'before' })]);
});

test('record() says once that it cannot write, and fails nobody', async () => {
  const complaints = vi.spyOn(log(), 'error');
  keepRecord({ AUDIT_FILE: join(folder, 'missing', 'record.jsonl') });
  for (let i = 0; i < 3; i++) record(deeds());
  await expect.poll(() => complaints.mock.calls.length).toBe(1);
  for (let i = 0; i < 3; i++) record(deeds());
  await sayGoodbye();
  expect(complaints).toHaveBeenCalledTimes(1);
});

test('record() writes what waited once it can, and how many lines found no room', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout'] });
  file = join(folder, 'later', 'record.jsonl');
  keepRecord();
  vi.spyOn(log(), 'error');
  for (let i = 0; i < 10_010; i++) record(deeds());
  await vi.waitFor(() => expect(log().error).toHaveBeenCalled());
  for (let i = 0; i < 10; i++) record(deeds());
  mkdirSync(join(folder, 'later'));
  await sayGoodbye();
  const gap = lines().at(-1);
  expect(gap).toMatchObject({ what: 'lost', lines: expect.any(Number) });
  expect(lines().length - 1 + gap.lines).toBe(10_020);
});

test('record() writes what waits when the process ends', async () => {
  record(deeds({ account: 'first' }));
  record(deeds({ account: 'last' }));
  await sayGoodbye();
  expect(textOf()).toContain('"last"');
});

test('record() writes nothing where the site keeps no record', async () => {
  pointSettingsAt({ host: '127.0.0.1', port: 143 });
  record(deeds());
  await sayGoodbye();
  expect(textOf()).toBe('');
});
