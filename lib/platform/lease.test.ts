import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { createClient } from '@redis/client';
import { afterAll, beforeAll, beforeEach, expect, onTestFinished, test } from 'vitest';
import { startNode } from '#test/child.ts';
import { type RedisServer, startRedis } from '#test/redis.ts';
import { keepStateIn } from '#test/state-place.ts';
import { LockTimeout, withLock } from './lock.ts';
import { RedisUnavailable } from './redis.ts';

/** A busy machine stops a process for half a second now and then. */
const LEASE_MS = 1500;
const TURNS = 50;

const folder = mkdtempSync(join(tmpdir(), 'lamplight-lock-'));
let server: RedisServer;
let started = 0;

beforeAll(async () => {
  server = await startRedis();
});

beforeEach(() => keepStateIn({ redisUrl: server.url }));

afterAll(async () => {
  await server.stop();
  rmSync(folder, { recursive: true });
});

/** Another process that takes the lock. */
function aHolder({ name = 'inbox', times = TURNS, holdMs = 5, leaseMs = LEASE_MS, redisUrl = server.url } = {}) {
  started += 1;
  const file = join(folder, name);
  const args = [name, file, times, holdMs, leaseMs].map(String);
  const holder = startNode(`lock-holder-${started}`, ['test/lock-holder.ts', ...args], { REDIS_URL: redisUrl });
  onTestFinished(() => holder.stop());
  return { ...holder, file };
}

/** Its connection to Redis comes back by itself, and not at once. */
async function untilLocked(name: string): Promise<string> {
  return withLock(name, async () => 'in').catch(async (error) => {
    if (!(error instanceof LockTimeout)) throw error;
    await pause(10);
    return untilLocked(name);
  });
}

async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await pause(5);
}

/** What somebody else sees in Redis, and does there. */
async function aClient(redis = server) {
  const client = createClient({ url: redis.url });
  await client.connect();
  onTestFinished(() => client.destroy());
  return client;
}

test('withLock() never lets two processes in at once', async () => {
  const both = await withLock('shared', async () => {
    // Long enough that a busy machine makes nobody lose it.
    const holders = [1, 2].map(() => aHolder({ name: 'shared', leaseMs: 60_000 }));
    await until(() => holders.every((holder) => holder.log().includes('ready')));
    return holders;
  });
  expect(await Promise.all(both.map(({ ended }) => ended))).toEqual([0, 0]);
});

test('two processes do meet where nothing keeps them apart', async () => {
  const both = [1, 2].map(() => aHolder({ name: 'unshared', times: 1000, redisUrl: '' }));
  const code = await Promise.race(both.map(({ ended }) => ended));
  expect(code).not.toBe(0);
});

test('withLock() is free again when the process that held it has been killed, and not before its lease is over', async () => {
  const holder = aHolder({ name: 'killed', holdMs: 60_000 });
  await until(() => existsSync(holder.file));
  await expect(withLock('killed', async () => undefined, { waitMs: 2 * LEASE_MS })).rejects.toBeInstanceOf(LockTimeout);
  await holder.stop();
  expect(await withLock('killed', async () => 'in', { waitMs: 2 * LEASE_MS })).toBe('in');
});

test('withLock() is not lost by work that takes longer than a lease', async () => {
  const holder = await withLock('long', whileAnotherTries, { leaseMs: LEASE_MS });
  expect(holder).toEqual({ isLost: false, another: 'LockTimeout' });

  async function whileAnotherTries(signal: AbortSignal) {
    const client = await aClient();
    await pause(2.5 * LEASE_MS);
    const isFree = await client.set('lamplight:lock:long', 'another', { condition: 'NX' });
    return { isLost: signal.aborted, another: isFree ? 'in' : 'LockTimeout' };
  }
});

test('withLock() tells work whose lock another has taken, and leaves it to the other', async () => {
  const client = await aClient();
  const isTold = await withLock('stolen', (signal) => whenStolen(signal), { leaseMs: LEASE_MS });
  expect(isTold).toBe(true);
  expect(await client.get('lamplight:lock:stolen')).toBe('another');

  async function whenStolen(signal: AbortSignal): Promise<boolean> {
    await client.set('lamplight:lock:stolen', 'another');
    await pause(LEASE_MS / 2);
    return signal.aborted;
  }
});

test('withLock() never begins when Redis is not there, says so at once, and works when it is back', async () => {
  const gone = await startRedis();
  await gone.stop();
  keepStateIn({ redisUrl: gone.url });
  const began: string[] = [];
  const refused = withLock('inbox', async () => began.push('work')).catch((error) => error);
  expect(await refused).toBeInstanceOf(LockTimeout);
  expect(await refused).toMatchObject({
    message: expect.stringContaining('Redis'),
    cause: expect.any(RedisUnavailable),
  });
  expect(began).toEqual([]);
  await expect(withLock('inbox', async () => undefined)).rejects.toMatchObject({
    cause: { cause: new Error('Redis is down') },
  });
  const back = await startRedis(gone.port);
  onTestFinished(() => back.stop());
  expect(await untilLocked('inbox')).toBe('in');
});

test('withLock() gives LockTimeout when Redis has frozen, and works when it thaws', async () => {
  const cold = await startRedis();
  onTestFinished(() => cold.stop());
  keepStateIn({ redisUrl: cold.url });
  await withLock('inbox', async () => undefined);
  cold.freeze();
  await expect(withLock('inbox', async () => undefined)).rejects.toBeInstanceOf(LockTimeout);
  cold.thaw();
  expect(await untilLocked('inbox')).toBe('in');
});

test('withLock() tells work before its lease is over that Redis has stopped in the middle of it', async () => {
  const dying = await startRedis();
  keepStateIn({ redisUrl: dying.url });
  const toldAfterMs = await withLock('inbox', whileRedisStops, { leaseMs: 2 * LEASE_MS });
  expect(toldAfterMs).toBeLessThan(2 * LEASE_MS);

  async function whileRedisStops(signal: AbortSignal): Promise<number> {
    const from = performance.now();
    await dying.stop();
    await new Promise((resolve) => signal.addEventListener('abort', resolve));
    return performance.now() - from;
  }
});
