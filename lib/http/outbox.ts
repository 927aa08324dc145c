import 'server-only';

/**
 * What waits to be sent to one browser, however slow it reads: of each kind the latest, so that it cannot grow. In the
 * order in which the kinds came up.
 */
export class Outbox {
  readonly #waiting = new Map<string, string>();

  /** @param kind whatever of this kind waits is replaced */
  put(kind: string, event: string): void {
    this.#waiting.delete(kind);
    this.#waiting.set(kind, event);
  }

  get isEmpty(): boolean {
    return this.#waiting.size === 0;
  }

  /** Everything, which then waits no more; empty when nothing does. */
  take(): string {
    const text = [...this.#waiting.values()].join('');
    this.#waiting.clear();
    return text;
  }
}
