import { beforeAll, expect, test, vi } from 'vitest';
import { openState } from '#lib/platform/state.ts';
import { VoicemailError } from '#lib/voicemail/errors.ts';
import { pointSettingsAt } from '#test/mailbox.ts';
import { throttled } from './throttle.ts';

beforeAll(() => pointSettingsAt({ host: '127.0.0.1', port: 143 }));

const wrong = () => Promise.reject(new VoicemailError('credentials-rejected', 'wrong'));
const down = () => Promise.reject(new VoicemailError('mail-server-unreachable', 'down'));
const right = () => Promise.resolve('in');

async function codeOf(attempt: Promise<unknown>): Promise<string> {
  return attempt.then(
    () => 'in',
    (error: VoicemailError) => error.code,
  );
}

/** So many wrong passwords for an account, each from another network. */
async function guessFromAfar(user: string, times: number, at: number): Promise<string[]> {
  const codes: string[] = [];
  for (let i = 0; i < times; i++) codes.push(await codeOf(throttled(user, `100.${at}.${i >> 8}.${i & 255}`, wrong)));
  return codes;
}

test('throttled() stops the sixth wrong password for an account from a network, and says for how long', async () => {
  for (let i = 0; i < 5; i++) expect(await codeOf(throttled('ada', '192.0.2.1', wrong))).toBe('credentials-rejected');
  const error = await throttled('ADA', '192.0.2.1', right).catch((refusal: VoicemailError) => refusal);
  expect(error).toMatchObject({ code: 'too-many-attempts' });
  expect((error as VoicemailError).retryAfterSeconds).toBeGreaterThan(290);
  expect(await codeOf(throttled('grace', '192.0.2.1', right))).toBe('in');
});

test('throttled() lets nobody lock a person out from elsewhere', async () => {
  expect(await codeOf(throttled('mary', '192.0.2.20', right))).toBe('in');
  const codes = await guessFromAfar('mary', 300, 64);
  expect(codes.filter((code) => code === 'credentials-rejected')).toHaveLength(10);
  expect(codes.at(-1)).toBe('too-many-attempts');
  expect(await codeOf(throttled('MARY', '192.0.2.20', wrong))).toBe('credentials-rejected');
  expect(await codeOf(throttled('mary', '192.0.2.20', right))).toBe('in');
});

test('throttled() lets many who guess in turns have ten tries for an account, and holds up other strangers meanwhile', async () => {
  const codes = await guessFromAfar('rosa', 12, 65);
  expect(codes.filter((code) => code === 'credentials-rejected')).toHaveLength(10);
  expect(await codeOf(throttled('rosa', '192.0.2.21', right))).toBe('too-many-attempts');
});

test('throttled() lets many who guess in turns have a hundred tries a day', async () => {
  vi.useFakeTimers({ toFake: ['Date', 'setTimeout', 'clearTimeout'] });
  try {
    let guesses = 0;
    for (let round = 0; round < 20; round++) {
      guesses += (await guessFromAfar('lena', 12, 70 + round)).filter((code) => code === 'credentials-rejected').length;
      vi.advanceTimersByTime(301_000);
    }
    expect(guesses).toBe(100);
    vi.advanceTimersByTime(24 * 3_600_000);
    expect(await codeOf(throttled('lena', '192.0.2.22', right))).toBe('in');
  } finally {
    vi.useRealTimers();
  }
});

test('throttled() keeps what is familiar over a restart, and not the networks themselves', async () => {
  await throttled('olga', '192.0.2.23', right);
  const kept = await openState('networks').get('olga');
  expect(kept).not.toContain('192.0.2');
  for (let i = 0; i < 50; i++) await throttled('olga', `101.0.0.${i}`, right);
  expect((await openState('networks').get('olga'))?.split(' ')).toHaveLength(20);
});

test('throttled() stops the twenty-first wrong password from an address, whoever is tried', async () => {
  for (let i = 0; i < 20; i++) await codeOf(throttled(`person-${i}`, '198.51.100.1', wrong));
  expect(await codeOf(throttled('someone-new', '198.51.100.1', right))).toBe('too-many-attempts');
  expect(await codeOf(throttled('someone-new', '198.51.100.2', right))).toBe('in');
});

test('throttled() counts tries that are under way: many at once do not slip by', async () => {
  const slowly = () => new Promise((resolve) => setTimeout(resolve, 20)).then(wrong);
  const codes = await Promise.all(Array.from({ length: 12 }, () => codeOf(throttled('linus', '203.0.113.1', slowly))));
  expect(codes.filter((code) => code === 'credentials-rejected')).toHaveLength(5);
  expect(codes.filter((code) => code === 'too-many-attempts')).toHaveLength(7);
});

test('throttled() does not count what was no guess, and forgets guesses after the right password', async () => {
  for (let i = 0; i < 30; i++)
    expect(await codeOf(throttled('nora', '203.0.113.2', down))).toBe('mail-server-unreachable');
  for (let i = 0; i < 4; i++) await codeOf(throttled('nora', '203.0.113.2', wrong));
  expect(await codeOf(throttled('nora', '203.0.113.2', right))).toBe('in');
  for (let i = 0; i < 5; i++)
    expect(await codeOf(throttled('nora', '203.0.113.3', wrong))).toBe('credentials-rejected');
});

test('throttled() takes all addresses of one IPv6 network for one', async () => {
  for (let i = 0; i < 20; i++) await codeOf(throttled(`guest-${i}`, `2001:db8:1:2::${i}`, wrong));
  expect(await codeOf(throttled('guest-new', '2001:db8:1:2:ffff::1', right))).toBe('too-many-attempts');
  expect(await codeOf(throttled('guest-new', '2001:db8:1:3::1', right))).toBe('in');
});

test('throttled() counts what the mail server says instead of a verdict, unless it was out of reach', async () => {
  const odd = () => Promise.reject(new VoicemailError('mail-server-misbehaved', 'NO [ODD]'));
  for (let i = 0; i < 5; i++)
    expect(await codeOf(throttled('rose', '203.0.113.4', odd))).toBe('mail-server-misbehaved');
  expect(await codeOf(throttled('rose', '203.0.113.4', odd))).toBe('too-many-attempts');
});

test("throttled() lets a locked account use up nobody else's tries", async () => {
  for (let i = 0; i < 40; i++) await codeOf(throttled('eager', '203.0.113.5', wrong));
  expect(await codeOf(throttled('neighbour', '203.0.113.5', right))).toBe('in');
});
