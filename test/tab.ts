import { Hearing } from './hearing.ts';

/** What an event stream says, an event each, as it is on the wire. */
export class Tab extends Hearing {
  /** Fulfilled when the stream has ended. */
  readonly ended: Promise<void>;
  readonly #reader: ReadableStreamDefaultReader<string> | undefined;

  constructor({ body }: Response) {
    super();
    this.#reader = body?.pipeThrough(new TextDecoderStream()).getReader();
    this.ended = this.#read();
  }

  /** The tab goes. */
  async leave(): Promise<void> {
    await this.#reader?.cancel();
  }

  async #read(): Promise<void> {
    for (let rest = ''; ; ) {
      const { done, value } = (await this.#reader?.read()) ?? { done: true };
      if (done) return;
      const events = (rest + value).split('\n\n');
      rest = events.pop() ?? '';
      this.say(...events);
    }
  }
}
