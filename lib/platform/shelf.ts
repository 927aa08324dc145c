import { LRUCache } from 'lru-cache';
import { once } from './once.ts';

/** What one person can keep: nobody throws out more of what others keep than that. */
const SHARE_BYTES = 8 * 1024 * 1024;
/** What all together can: the shelf that was used longest ago goes first. */
const MOST_BYTES = 128 * 1024 * 1024;
const MOST_OWNERS = 10_000;

interface Kept {
  value: Promise<unknown>;
  sizeBytes: number;
}

/** By owner, the one used last at the end. */
const shelves = () => once('shelves', () => new Map<string, Shelf>());

/** Where one person's things are kept for a while, none of which anybody needs. */
export class Shelf {
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
    if (shelves().get(this.#owner) === this) shelves().delete(this.#owner);
  }

  #touch(): void {
    if (this.isClosed) return;
    shelves().delete(this.#owner);
    shelves().set(this.#owner, this);
  }
}

/** @param owner whose things never come into anybody else's hands */
export function shelfOf(owner: string): Shelf {
  const shelf = shelves().get(owner) ?? new Shelf(owner);
  shelves().set(owner, shelf);
  const [oldest] = shelves().values();
  if (shelves().size > MOST_OWNERS) oldest?.clear();
  return shelf;
}

/** Throws away all that is kept for somebody, as at sign-out. */
export function closeShelf(owner: string): void {
  const shelf = shelves().get(owner);
  if (!shelf) return;
  shelf.isClosed = true;
  shelf.clear();
}

/** What all of it takes. */
export function shelvedBytes(): number {
  return [...shelves().values()].reduce((total, { sizeBytes }) => total + sizeBytes, 0);
}

function makeRoom(): void {
  for (const shelf of [...shelves().values()]) {
    if (shelvedBytes() <= MOST_BYTES) return;
    shelf.clear();
  }
}
