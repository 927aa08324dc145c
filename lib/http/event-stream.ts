import 'server-only';
import type { MailboxEvents } from '#lib/api/contract.ts';
import { beforeGoodbye } from '#lib/platform/goodbye.ts';
import { Outbox } from './outbox.ts';

/** Proxies close what is silent for half a minute. */
const HEARTBEAT_MS = 15_000;
/** When the browser tries again after the stream broke off. */
const RETRY_MS = 2000;

/** Server-sent events to one tab (WHATWG HTML §9.2), each sent only while the person is signed in. */
export class EventStream {
  readonly body: ReadableStream<Uint8Array>;
  readonly #isSignedIn: () => Promise<boolean>;
  readonly #outbox = new Outbox();
  readonly #ends: (() => void)[] = [];
  #controller: ReadableStreamDefaultController<Uint8Array> | undefined;
  #isChecking = false;
  /** A browser tells its page nothing of comments: once there is something to say, the heartbeat is an event. */
  #heartbeat = ':\n\n';

  constructor(isSignedIn: () => Promise<boolean>) {
    this.#isSignedIn = isSignedIn;
    this.body = new ReadableStream<Uint8Array>({
      start: (controller) => {
        this.#controller = controller;
      },
      pull: () => this.#flush(),
      cancel: () => this.#end(),
    });
    this.#outbox.put('retry', `retry: ${RETRY_MS}\n\n`);
    const heartbeat = setInterval(() => this.#put('live', this.#heartbeat), HEARTBEAT_MS).unref();
    this.onEnd(() => clearInterval(heartbeat));
    this.onEnd(beforeGoodbye(() => this.#finish(eventText('live', { live: false }))));
  }

  /** Runs when the stream has ended, however; at once when it already has. */
  onEnd(then: () => void): void {
    if (this.#controller) this.#ends.push(then);
    else then();
  }

  /** @param kind of each kind only the latest is sent to one who cannot keep up */
  send<Name extends keyof MailboxEvents>(event: Name, data: MailboxEvents[Name], kind: string = event): void {
    const text = eventText(event, data);
    if (event === 'live') this.#heartbeat = text;
    this.#put(kind, text);
  }

  /** The last event. */
  signOut(): void {
    this.#finish(eventText('signed-out', {}));
  }

  close(): void {
    this.#finish('');
  }

  #put(kind: string, text: string): void {
    this.#outbox.put(kind, text);
    if ((this.#controller?.desiredSize ?? 0) > 0) void this.#flush();
  }

  async #flush(): Promise<void> {
    if (this.#isChecking || this.#outbox.isEmpty) return;
    this.#isChecking = true;
    const isSignedIn = await this.#isSignedIn();
    this.#isChecking = false;
    if (!isSignedIn) this.signOut();
    const text = this.#controller ? this.#outbox.take() : '';
    if (text !== '') this.#controller?.enqueue(Buffer.from(text));
  }

  #finish(lastWords: string): void {
    if (!this.#controller) return;
    if (lastWords !== '') this.#controller.enqueue(Buffer.from(lastWords));
    this.#controller.close();
    this.#end();
  }

  #end(): void {
    this.#controller = undefined;
    for (const end of this.#ends.splice(0)) end();
  }
}

function eventText(event: string, data: object): string {
  return `event: ${event}\ndata: ${JSON.stringify(data)}\n\n`;
}
