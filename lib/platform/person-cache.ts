import { LRUCache } from 'lru-cache';
import { once } from './once.ts';

/** What one person can keep: nobody throws out more of what others keep than that. */
const SHARE_BYTES = 8 * 1024 * 1024;
/** What all together can: the cache that was used longest ago goes first. */
const MOST_BYTES = 128 * 1024 * 1024;
const MOST_OWNERS = 10_000;

interface Kept {
  value: Promise<unknown>;
  sizeBytes: number;
}

/** By owner, the one used last at the end. */
const caches = () => once('person-caches', () => new Map<string, PersonCache>());

/** Where one person's things are kept for a while, none of which anybody needs. */
export class PersonCache {
  /** Its owner has signed out. Whoever still reads for that session must not go on. */
  isClosed = false;

  readonly #owner: string;
  readonly #kept = new LRUCache<string, Kept>({ maxSize: SHARE_BYTES, sizeCalculation: ({ sizeBytes }) => sizeBytes });

  constructor(owner: string) {
    this.#owner = owner;
  }

  get sizeBytes(): number {
    return this.#kept.calculatedSize;
  }

  /**
   * What lies here under this key, or else is made and put here, once for all who want it at the same time. What fails
   * is not kept, nor what is larger than a share.
   * @param sizeBytes how much memory it takes
   */
  keep<T>(key: string, sizeBytes: number, make: () => Promise<T>): Promise<T> {
    this.#touch();
    const ready = this.#kept.get(key);
    if (ready) return ready.value as Promise<T>;
    const value = make();
    const item = { value, sizeBytes: Math.max(1, Math.ceil(sizeBytes)) };
    this.#kept.set(key, item);
    value.catch(() => this.#kept.peek(key) === item && this.#kept.delete(key));
    makeRoom();
    return value;
  }

  has(key: string): boolean {
    return this.#kept.has(key);
  }

  drop(key: string): void {
    this.#kept.delete(key);
  }

  clear(): void {
    this.#kept.clear();
    if (caches().get(this.#owner) === this) caches().delete(this.#owner);
  }

  #touch(): void {
    if (this.isClosed) return;
    caches().delete(this.#owner);
    caches().set(this.#owner, this);
  }
}

/** @param owner whose things never come into anybody else's hands */
export function cacheOf(owner: string): PersonCache {
  const cache = caches().get(owner) ?? new PersonCache(owner);
  caches().set(owner, cache);
  const [oldest] = caches().values();
  if (caches().size > MOST_OWNERS) oldest?.clear();
  return cache;
}

/** Throws away all that is kept for somebody, as at sign-out. */
export function closeCache(owner: string): void {
  const cache = caches().get(owner);
  if (!cache) return;
  cache.isClosed = true;
  cache.clear();
}

/** What all of it takes. */
export function cachedBytes(): number {
  return [...caches().values()].reduce((total, { sizeBytes }) => total + sizeBytes, 0);
}

function makeRoom(): void {
  for (const cache of [...caches().values()]) {
    if (cachedBytes() <= MOST_BYTES) return;
    cache.clear();
  }
}
