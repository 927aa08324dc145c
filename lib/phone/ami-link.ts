import 'server-only';
import { setTimeout as pause } from 'node:timers/promises';
import { describeCause, log } from '#lib/platform/log.ts';
import { AmiConnection, AmiRefusal, type AmiServer } from './ami-connection.ts';
import type { AmiMessage } from './ami-text.ts';
import { VoicemailChannels } from './voicemail-channels.ts';

/** Why there is no word from this Asterisk. */
export type LinkTrouble = 'ami-down' | 'ami-refused' | 'ami-forbidden';

const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 30_000;
const PING_MS = 15_000;

/** What we ask of Asterisk; each needs a permission in manager.conf. */
const NEEDED = ['VoicemailRefresh', 'MailboxCount', 'CoreShowChannels'];

/** A connection to one Asterisk that comes back by itself, and what it tells. */
export class AmiLink {
  readonly #server: AmiServer;
  readonly #onEvent: (event: AmiMessage) => void;
  readonly #channels = new VoicemailChannels();
  readonly #closed = new AbortController();
  #connection: AmiConnection | null = null;
  #trouble: LinkTrouble | null = 'ami-down';
  /** `16.28.0`; empty until it is known. */
  version = '';

  constructor(server: AmiServer, onEvent: (event: AmiMessage) => void) {
    this.#server = server;
    this.#onEvent = onEvent;
    void this.#keepOpen();
  }

  get trouble(): LinkTrouble | null {
    return this.#trouble;
  }

  /** `null` while nobody can say. */
  isOpen(mailbox: string, nowMs = Date.now()): boolean | null {
    return this.#connection ? this.#channels.isOpen(mailbox, nowMs) : null;
  }

  /** @throws {AmiRefusal} @throws {Error} when there is no connection */
  ask(action: string, fields: Record<string, string>): Promise<AmiMessage> {
    if (!this.#connection) throw new Error('Cannot ask Asterisk: there is no connection');
    return this.#connection.ask(action, fields);
  }

  close(): void {
    this.#closed.abort();
    this.#connection?.close();
  }

  async #keepOpen(): Promise<void> {
    let pauseMs = FIRST_PAUSE_MS;
    while (!this.#closed.signal.aborted) {
      const wasUp = await this.#live().catch((error) => this.#explain(error));
      this.#connection = null;
      pauseMs = wasUp ? FIRST_PAUSE_MS : Math.min(pauseMs * 2, LONGEST_PAUSE_MS);
      await pause(pauseMs, undefined, { signal: this.#closed.signal, ref: false }).catch(() => undefined);
    }
  }

  /** One life of the connection. @returns true when it was of use */
  async #live(): Promise<boolean> {
    const connection = await AmiConnection.open(this.#server, (event) => this.#hear(event));
    const abandon = () => connection.close();
    this.#closed.signal.addEventListener('abort', abandon);
    try {
      await this.#prepare(connection);
      this.#connection = connection;
      log().info({ host: this.#server.host, version: this.version }, 'connected to Asterisk');
      await pinged(connection);
      this.#trouble = 'ami-down';
      return true;
    } finally {
      this.#closed.signal.removeEventListener('abort', abandon);
      connection.close();
    }
  }

  /** Asks what is allowed, which version it is, and who is in the phone's menu now. */
  async #prepare(connection: AmiConnection): Promise<void> {
    const allowed = await connection.ask('ListCommands');
    const missing = NEEDED.filter((action) => !allowed.has(action.toLowerCase()));
    this.#trouble = missing.length > 0 ? 'ami-forbidden' : null;
    if (missing.length > 0) log().error({ missing }, 'the AMI user may not do what is needed: see docs/settings.md');
    this.version = (await connection.ask('CoreSettings').catch(() => new Map())).get('asteriskversion') ?? '';
    this.#channels.forget();
    await connection.ask('CoreShowChannels');
  }

  #hear(event: AmiMessage): void {
    this.#channels.hear(event, Date.now());
    this.#onEvent(event);
  }

  #explain(error: unknown): false {
    const trouble = error instanceof AmiRefusal ? 'ami-refused' : 'ami-down';
    if (trouble !== this.#trouble) {
      log().warn({ host: this.#server.host, cause: describeCause(error) }, 'no connection to Asterisk');
    }
    this.#trouble = trouble;
    return false;
  }
}

/** Asks for a sign of life until none comes: a dead peer says nothing by itself. */
async function pinged(connection: AmiConnection): Promise<void> {
  const timer = setInterval(() => void connection.ask('Ping').catch(() => connection.close()), PING_MS);
  timer.unref();
  await connection.ended;
  clearInterval(timer);
}
