import { setTimeout as pause } from 'node:timers/promises';
import { createClient } from '@redis/client';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { VoicemailError } from '#lib/voicemail/errors.ts';
import { pointSettingsAt } from '#test/mailbox.ts';
import { type RedisServer, startRedis } from '#test/redis.ts';
import { throttled } from './throttle.ts';
import { forget, forgetAll, seal, unseal } from './vault.ts';

const ada = { user: 'ada', password: 'pässwörd 🔑' };
const UNREACHABLE = { code: 'sessions-unreachable', retryAfterSeconds: 5 };

let redis: RedisServer;
/** Whoever looks into Redis from outside. */
let spy: ReturnType<typeof createClient>;

const settings = (more: Record<string, string> = {}) =>
  pointSettingsAt({ host: '127.0.0.1', port: 143 }, { REDIS_URL: redis.url, ...more });

beforeAll(async () => {
  redis = await startRedis();
  spy = createClient({ url: redis.url });
  spy.on('error', () => undefined);
  await spy.connect();
});
beforeEach(() => settings());
afterAll(async () => {
  spy.destroy();
  await redis.stop();
});

test('unseal() gives back what seal() put into Redis, and nothing once it was forgotten, or to another key', async () => {
  const [ticket, other] = [await seal(ada), await seal({ user: 'grace', password: 'hopper' })];
  expect(await unseal(ticket)).toEqual(ada);
  expect(await unseal({ sid: ticket.sid, key: other.key })).toBeNull();
  await forget(ticket.sid);
  expect(await unseal(ticket)).toBeNull();
  expect(await unseal(other)).not.toBeNull();
});

test('seal() leaves neither password nor key in Redis, and Redis lets go of it by itself', async () => {
  const ticket = await seal(ada);
  const kept = String(await spy.get(`lamplight:session:${ticket.sid}`));
  const bytes = Object.values(JSON.parse(kept)).map((value) => Buffer.from(String(value), 'base64url').toString());
  for (const secret of [ada.password, ticket.key]) expect(`${kept} ${bytes}`).not.toContain(secret);
  expect(kept).toContain('ada');
  const ttlMs = await spy.pTTL(`lamplight:session:${ticket.sid}`);
  expect(ttlMs).toBeGreaterThan(59 * 60_000);
  expect(ttlMs).toBeLessThanOrEqual(60 * 60_000);
});

test('unseal() ends what lay idle, keeps what is in use, and ends that, too, after its hours', async () => {
  settings({ IDLE_MINUTES: '0.01', SESSION_HOURS: '0.0005' });
  const [idle, used, watched] = [await seal(ada), await seal(ada), await seal(ada)];
  for (let i = 0; i < 4; i++) {
    await pause(300);
    expect(await unseal(used)).toEqual(ada);
    await unseal(watched, { isUse: false });
  }
  expect(await unseal(idle)).toBeNull();
  expect(await unseal(watched)).toBeNull();
  for (let i = 0; i < 4; i++) {
    await pause(300);
    await unseal(used);
  }
  expect(await unseal(used)).toBeNull();
});

test.each(['', 'nonsense', '{}', '[1]', '{"user":"ada","iv":"","tag":"","password":"","expiresAt":9e15}'])(
  'unseal() takes what others wrote into Redis for nothing: %j',
  async (text) => {
    const ticket = await seal(ada);
    await spy.set(`lamplight:session:${ticket.sid}`, text);
    expect(await unseal(ticket)).toBeNull();
  },
);

test('while Redis is silent nobody is let in or signed out, and what was forgotten then does not come back', async () => {
  const [ticket, ended] = [await seal(ada), await seal(ada)];
  redis.freeze();
  await expect(unseal(ticket)).rejects.toMatchObject(UNREACHABLE);
  await expect(seal(ada)).rejects.toMatchObject(UNREACHABLE);
  let asked = 0;
  const signIn = async () => {
    asked += 1;
  };
  await expect(throttled('ada', '192.0.2.1', signIn)).rejects.toMatchObject(UNREACHABLE);
  expect(asked).toBe(0);
  await forget(ended.sid);
  redis.thaw();
  await expect.poll(() => unseal(ticket).catch(() => null), { timeout: 10_000 }).toEqual(ada);
  await expect.poll(() => unseal(ended).catch(() => ada), { timeout: 10_000 }).toBeNull();
}, 40_000);

test('throttled() counts what all instances see, and gives tries back as without Redis', async () => {
  const wrong = () => Promise.reject(Object.assign(new Error(), { code: 'credentials-rejected' }));
  const codeOf = (attempt: Promise<unknown>) =>
    attempt.then(
      () => 'in',
      (error: VoicemailError) => error.code,
    );
  for (let i = 0; i < 4; i++) expect(await codeOf(throttled('eve', '192.0.2.7', wrong))).toBe('credentials-rejected');
  expect(await codeOf(throttled('eve', '192.0.2.7', async () => 'in'))).toBe('in');
  // What an instance that has just started finds.
  await spy.set('lamplight:tries:pair:eve 192.0.2.7', 5, { expiration: { type: 'EX', value: 100 } });
  const refusal = await throttled('EVE', '192.0.2.7', async () => 'in').catch((error: VoicemailError) => error);
  expect(refusal).toMatchObject({ code: 'too-many-attempts' });
  expect((refusal as VoicemailError).retryAfterSeconds).toBeLessThanOrEqual(100);
  expect(await spy.ttl('lamplight:tries:network:192.0.2.7')).toBeGreaterThan(290);
});

test("forgetAll() ends every session of a name, in whichever process, and nobody else's", async () => {
  const [first, second] = [await seal(ada), await seal({ ...ada, user: 'ADA' })];
  const other = await seal({ user: 'adam', password: 'x' });
  await forgetAll('Ada');
  expect([await unseal(first), await unseal(second)]).toEqual([null, null]);
  expect(await unseal(other)).not.toBeNull();
  const ttlMs = await spy.pTTL('lamplight:sessions:ada');
  expect(ttlMs).toBeGreaterThan(0);
  expect(ttlMs).toBeLessThanOrEqual(12 * 3_600_000);
});
