import { beforeAll, expect, test } from 'vitest';
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

test('throttled() stops the sixth wrong password for an account, from wherever it comes, and says for how long', async () => {
  for (let i = 0; i < 5; i++)
    expect(await codeOf(throttled('ada', `192.0.2.${i}`, wrong))).toBe('credentials-rejected');
  const error = await throttled('ADA', '192.0.2.9', right).catch((refusal: VoicemailError) => refusal);
  expect(error).toMatchObject({ code: 'too-many-attempts' });
  expect((error as VoicemailError).retryAfterSeconds).toBeGreaterThan(290);
  expect(await codeOf(throttled('grace', '192.0.2.9', right))).toBe('in');
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
    expect(await codeOf(throttled('mary', '203.0.113.2', down))).toBe('mail-server-unreachable');
  for (let i = 0; i < 4; i++) await codeOf(throttled('mary', '203.0.113.2', wrong));
  expect(await codeOf(throttled('mary', '203.0.113.2', right))).toBe('in');
  for (let i = 0; i < 5; i++)
    expect(await codeOf(throttled('mary', '203.0.113.3', wrong))).toBe('credentials-rejected');
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
