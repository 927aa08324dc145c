import { type ClientRequest, request } from 'node:http';

/** A live page of somebody: what its event stream says, for as long as it is open. */
export class OpenPage {
  readonly #request: ClientRequest;
  #said = '';
  #waiting: { what: string; then: (at: number) => void }[] = [];

  /** @throws {Error} by `hears`, which then waits in vain: the stream was refused */
  constructor(url: string, cookie = '') {
    // No agent: a connection of its own.
    this.#request = request(url, { agent: false, headers: { cookie, accept: 'text/event-stream' } }, (answer) => {
      answer
        .setEncoding('utf8')
        .on('data', (text: string) => this.#hear(text))
        .on('error', () => undefined);
    });
    this.#request.on('error', () => undefined).end();
  }

  /** From now on only what is said from now on counts. */
  forget(): void {
    this.#said = '';
  }

  /** @returns when it was said, by `performance.now()`, or `null` when it was not in time */
  hears(what: string, withinMs: number): Promise<number | null> {
    if (this.#said.includes(what)) return Promise.resolve(performance.now());
    return new Promise((resolve) => {
      const patience = setTimeout(() => resolve(null), withinMs);
      const then = (at: number) => {
        clearTimeout(patience);
        resolve(at);
      };
      this.#waiting.push({ what, then });
    });
  }

  close(): void {
    this.#request.destroy();
  }

  #hear(text: string): void {
    // What was said before the last few events is of no interest.
    this.#said = (this.#said + text).slice(-2000);
    const isHeard = ({ what }: { what: string }) => this.#said.includes(what);
    for (const { then } of this.#waiting.filter(isHeard)) then(performance.now());
    this.#waiting = this.#waiting.filter((wish) => !isHeard(wish));
  }
}
