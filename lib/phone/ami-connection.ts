import 'server-only';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { connect as connectTcp, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { type AmiMessage, AmiReader, actionText } from './ami-text.ts';

/** One Asterisk, and how to sign in to it. */
export interface AmiServer {
  host: string;
  port: number;
  user: string;
  secret: string;
  tls: boolean;
}

/** What Asterisk refused, in its own words. */
export class AmiRefusal extends Error {
  override readonly name = 'AmiRefusal';
}

interface Pending {
  resolve(reply: AmiMessage): void;
  reject(reason: Error): void;
  reply: AmiMessage;
  timer: NodeJS.Timeout;
}

interface Options {
  /** Whether to be told what happens, or only what was asked. */
  hasEvents: boolean;
  /** How long an answer may take; after that the connection counts as dead. */
  patienceMs: number;
}

const DIAL_MS = 10_000;

/** A signed-in connection to one Asterisk. It does not come back by itself: `AmiLink` does that. */
export class AmiConnection {
  readonly #socket: Socket;
  readonly #reader = new AmiReader();
  readonly #pending = new Map<string, Pending>();
  readonly #onEvent: (event: AmiMessage) => void;
  readonly #patienceMs: number;
  #asked = 0;
  /** Resolves when the connection has ended, however it did. */
  readonly ended: Promise<void>;

  private constructor(socket: Socket, onEvent: (event: AmiMessage) => void, patienceMs: number) {
    [this.#socket, this.#onEvent, this.#patienceMs] = [socket, onEvent, patienceMs];
    socket.setEncoding('utf8').setNoDelay();
    socket.on('data', (chunk) => this.#take(String(chunk)));
    socket.on('error', () => socket.destroy());
    this.ended = new Promise<void>((resolve) => socket.once('close', () => resolve())).then(() => this.#abandon());
  }

  /**
   * Connects and signs in by MD5 challenge, so that the secret never crosses the wire.
   * @throws {AmiRefusal} for a wrong name or secret @throws {Error} when nobody answers
   */
  static async open(
    server: AmiServer,
    onEvent: (event: AmiMessage) => void,
    { hasEvents, patienceMs }: Options,
  ): Promise<AmiConnection> {
    const socket = await dial(server);
    const connection = new AmiConnection(socket, onEvent, patienceMs);
    try {
      await connection.#signIn(server, hasEvents);
      return connection;
    } catch (error) {
      socket.destroy();
      throw error;
    }
  }

  /**
   * Asks, and waits for the whole answer. The events of a list come among all others, in their order.
   * @throws {AmiRefusal} when Asterisk says no @throws {Error} when the connection ends or nothing comes
   */
  ask(action: string, fields: Record<string, string> = {}): Promise<AmiMessage> {
    this.#asked += 1;
    const id = `lamplight-${this.#asked}`;
    const text = actionText(action, { ActionID: id, ...fields });
    return new Promise((resolve, reject) => {
      if (this.#socket.destroyed) {
        reject(new Error('Cannot ask Asterisk: the connection is gone'));
        return;
      }
      const timer = setTimeout(() => this.#socket.destroy(), this.#patienceMs);
      this.#pending.set(id, { reply: new Map(), resolve, reject, timer });
      this.#socket.write(text);
    });
  }

  close(): void {
    this.#socket.destroy();
  }

  async #signIn({ user, secret }: AmiServer, hasEvents: boolean): Promise<void> {
    const challenge = (await this.ask('Challenge', { AuthType: 'MD5' })).get('challenge') ?? '';
    const Key = createHash('md5').update(`${challenge}${secret}`).digest('hex');
    await this.ask('Login', { AuthType: 'MD5', Username: user, Key, Events: hasEvents ? 'on' : 'off' });
  }

  #take(chunk: string): void {
    try {
      for (const message of this.#reader.read(chunk)) this.#sort(message);
    } catch {
      this.#socket.destroy();
    }
  }

  #sort(message: AmiMessage): void {
    const id = message.get('actionid') ?? '';
    const pending = this.#pending.get(id);
    if (!pending) this.#onEvent(message);
    else if (message.has('response')) this.#answer(id, pending, message);
    else if (/complete/i.test(message.get('eventlist') ?? '')) this.#settle(id, pending);
    else this.#onEvent(message);
  }

  #answer(id: string, pending: Pending, reply: AmiMessage): void {
    pending.reply = reply;
    if (/^error$/i.test(reply.get('response') ?? '')) {
      this.#finish(id, pending);
      pending.reject(new AmiRefusal(reply.get('message') ?? 'Asterisk refused'));
    } else if (!/start/i.test(reply.get('eventlist') ?? '')) this.#settle(id, pending);
  }

  #settle(id: string, pending: Pending): void {
    this.#finish(id, pending);
    pending.resolve(pending.reply);
  }

  #finish(id: string, { timer }: Pending): void {
    clearTimeout(timer);
    this.#pending.delete(id);
  }

  #abandon(): void {
    for (const [id, pending] of this.#pending) {
      this.#finish(id, pending);
      pending.reject(new Error('Cannot ask Asterisk: the connection ended'));
    }
  }
}

async function dial({ host, port, tls }: AmiServer): Promise<Socket> {
  const socket = tls ? connectTls({ host, port }) : connectTcp({ host, port });
  const timer = setTimeout(() => socket.destroy(new Error('Asterisk does not answer')), DIAL_MS);
  try {
    await once(socket, tls ? 'secureConnect' : 'connect');
    return socket;
  } finally {
    clearTimeout(timer);
  }
}
