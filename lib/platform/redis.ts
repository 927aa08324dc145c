import { setTimeout as pause } from 'node:timers/promises';
import type { RedisClientType } from '@redis/client';
import { describeCause, log } from './log.ts';
import { once } from './once.ts';

/** For connecting and answering together. */
const PATIENCE_MS = 3000;
const LONGEST_PAUSE_MS = 1000;
const PING_EVERY_MS = 2000;
const SILENT_FOR_MS = 5000;

/** Redis is not there, is silent, or refuses. */
export class RedisUnavailable extends Error {
  override name = 'RedisUnavailable';
}

interface Connection {
  client: RedisClientType;
  /** It failed since it was last there. */
  isDown: boolean;
}

/**
 * Asks Redis something by this process's one connection, which comes back by itself.
 * @throws {RedisUnavailable} soon, and at once when it is known to be down: every page would wait for it
 */
export async function askRedis<T>(url: string, ask: (redis: RedisClientType) => Promise<T>): Promise<T> {
  try {
    const client = await connection(url);
    return await inTime(ask(client));
  } catch (cause) {
    throw new RedisUnavailable('Redis does not answer', { cause });
  }
}

/** Sends a message to whoever hears that channel now; nobody learns when it does not get there. */
export function tellRedis(url: string, channel: string, message: string): void {
  void askRedis(url, (redis) => redis.publish(channel, message)).catch(() => undefined);
}

/** Hears a channel for as long as this process lives, by a connection of its own, which comes back by itself. */
export function hearRedis(url: string, channel: string, hear: (message: string) => void): void {
  void connect(url)
    .then(({ client }) => client.subscribe(channel, hear))
    .catch(() => undefined);
}

async function inTime<T>(answer: Promise<T>): Promise<T> {
  const patience = new AbortController();
  const silence = pause(PATIENCE_MS, undefined, { signal: patience.signal }).then(() => {
    throw new Error(`Redis said nothing for ${PATIENCE_MS} ms`);
  });
  try {
    return await Promise.race([answer, silence]);
  } finally {
    patience.abort();
  }
}

async function connection(url: string): Promise<RedisClientType> {
  const { client, isDown } = await once(`redis ${url}`, () => connect(url));
  if (isDown && !client.isReady) throw new Error('Redis is down');
  return client;
}

async function connect(url: string): Promise<Connection> {
  const { createClient } = await import('@redis/client');
  const client: RedisClientType = createClient({
    url,
    pingInterval: PING_EVERY_MS,
    // What could not be sent in time must not be sent later: nobody waits for it any more.
    commandOptions: { timeout: PATIENCE_MS },
    socket: {
      connectTimeout: PATIENCE_MS,
      socketTimeout: SILENT_FOR_MS,
      reconnectStrategy: (tries) => Math.min(LONGEST_PAUSE_MS, 50 * 2 ** tries),
    },
  });
  const made: Connection = { client, isDown: false };
  client.on('ready', () => {
    made.isDown = false;
  });
  client.on('error', (error) => {
    if (!made.isDown) log().warn({ cause: describeCause(error) }, 'Redis is out of reach');
    made.isDown = true;
  });
  void client.connect().catch(() => undefined);
  client.unref();
  return made;
}
