import 'server-only';

/** Says when to look: after a rest, or soon after something was noticed, and then again, since one thing leads to another. */
export class Rounds {
  readonly #afterNoticeMs: readonly number[];
  #hasNoticed = false;
  #soonMs: number[] = [];
  #wake = () => {};

  constructor(afterNoticeMs: readonly number[]) {
    this.#afterNoticeMs = afterNoticeMs;
  }

  notice(): void {
    this.#hasNoticed = true;
    this.#wake();
  }

  /** Fulfilled when it is time to look. */
  async next(restMs: number): Promise<void> {
    if (this.#soonMs.length === 0 && !this.#hasNoticed) await this.#rest(restMs);
    if (this.#hasNoticed) this.#soonMs = [...this.#afterNoticeMs];
    this.#hasNoticed = false;
    const soonMs = this.#soonMs.shift();
    if (soonMs !== undefined) await new Promise((resolve) => setTimeout(resolve, soonMs));
  }

  /** Until something is noticed, at most. */
  async #rest(milliseconds: number): Promise<void> {
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, milliseconds);
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
    this.#wake = () => {};
  }
}
