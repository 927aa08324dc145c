/** What this browser remembers under a name, in all its tabs; where it is not allowed to, this page does until it is left. */
export class KeptHere {
  readonly #key: string;
  readonly #listeners = new Set<() => void>();
  #instead: string | null = null;

  constructor(key: string) {
    this.#key = key;
  }

  read(): string | null {
    try {
      return localStorage.getItem(this.#key);
    } catch {
      return this.#instead;
    }
  }

  /** @param text `null` forgets it */
  keep(text: string | null): void {
    this.#instead = text;
    try {
      if (text === null) localStorage.removeItem(this.#key);
      else localStorage.setItem(this.#key, text);
    } catch {
      // Blocked, or full: what is asked for now holds as long as the page does.
    }
    for (const listener of this.#listeners) listener();
  }

  /** For `useSyncExternalStore`. @returns what ends it */
  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    addEventListener('storage', listener);
    return () => {
      this.#listeners.delete(listener);
      removeEventListener('storage', listener);
    };
  };
}
