import { createHash } from 'node:crypto';
import { mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { type Config, config } from './config.ts';
import { describeCause, log } from './log.ts';
import { standInLine } from './queue.ts';
import { askRedis } from './redis.ts';

/** Texts by key that outlive the process: small things whose loss loses no message. */
export interface State {
  /** `null` when there is none, or when what there is cannot be read. */
  get(key: string): Promise<string | null>;
  /** When this is done, it is on the disk. Of several at once the last one called stays. */
  set(key: string, value: string): Promise<void>;
  delete(key: string): Promise<void>;
}

/** The settings that say where state is kept. */
export type StatePlace = Pick<Config, 'REDIS_URL' | 'STATE_DIR'>;

/** The portal's own state of one kind: a folder in `STATE_DIR` with a file for each key, or a hash in Redis. */
export function openState(name: string, { REDIS_URL, STATE_DIR }: StatePlace = config()): State {
  return REDIS_URL ? inRedis(REDIS_URL, `lamplight:state:${name}`) : inFolder(join(STATE_DIR, name));
}

function inRedis(url: string, hash: string): State {
  return {
    get: (key) => askRedis(url, (redis) => redis.hGet(hash, key)),
    set: async (key, value) => void (await askRedis(url, (redis) => redis.hSet(hash, key, value))),
    delete: async (key) => void (await askRedis(url, (redis) => redis.hDel(hash, key))),
  };
}

function inFolder(folder: string): State {
  // A key may be anything, also what no file can be called.
  const fileOf = (key: string) => join(folder, `${createHash('sha256').update(key).digest('hex')}.json`);
  return {
    get: (key) => alone(fileOf(key), (file) => read(file, key)),
    set: (key, value) => alone(fileOf(key), (file) => write(folder, file, JSON.stringify({ key, value }))),
    delete: (key) => alone(fileOf(key), (file) => rm(file, { force: true })),
  };
}

async function alone<T>(file: string, work: (file: string) => Promise<T>): Promise<T> {
  const place = standInLine(`state ${file}`);
  await place.turn;
  return work(file).finally(place.leave);
}

async function read(file: string, key: string): Promise<string | null> {
  try {
    const kept: unknown = JSON.parse(await readFile(file, 'utf8'));
    return textOf(kept, key);
  } catch (error) {
    if (isMissing(error)) return null;
    log().warn({ file, cause: describeCause(error) }, 'kept state cannot be read and counts as empty');
    return null;
  }
}

/** @throws {Error} when it is not what we wrote for that key */
function textOf(kept: unknown, key: string): string {
  const { key: keptKey, value } = Object(kept) as { key?: unknown; value?: unknown };
  if (keptKey !== key || typeof value !== 'string') throw new Error('Cannot read: not what was written');
  return value;
}

const isMissing = (error: unknown) => error instanceof Error && 'code' in error && error.code === 'ENOENT';

/** Whoever reads, also after a power cut, finds the old text or the new one, whole. */
async function write(folder: string, file: string, text: string): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const draft = `${file}.${process.pid}.new`;
  const handle = await open(draft, 'w', 0o600);
  try {
    await handle.writeFile(text);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(draft, file);
  await syncFolder(folder);
}

async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
