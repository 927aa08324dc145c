import 'server-only';
import { lookup } from 'node:dns/promises';
import { connect, type Socket } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { connect as connectTls, type TLSSocket } from 'node:tls';
import type { Security } from '#lib/site/imap-flags.ts';
import { type TlsFacts, tlsFacts, tlsNameOf } from './tls-facts.ts';
import { eventOf, textUntil } from './wait-for.ts';

/** A mail server, and how it is to be reached. */
export interface MailServerAddress {
  host: string;
  port: number;
  security: Security;
  verifiesCertificate: boolean;
  /** How long each step may take. */
  patienceMs: number;
}

/** What a mail server says to a stranger. What was not reached is empty. */
export interface Knock {
  /** What the host's name means. */
  addresses: string[];
  greeting: string;
  /** As offered before TLS, or in it where it begins with the first byte; in upper case. */
  capabilities: string[];
  tls: TlsFacts | null;
  /** Which step went wrong, and Node's code for it. */
  failed: { step: 'name' | 'connection' | 'tls' | 'greeting' | 'capabilities'; code: string } | null;
}

/** Connects, looks at the certificate whatever it is, asks what the server can do (RFC 9051 §6.1.1), and goes. Never throws. */
export async function knock(server: MailServerAddress): Promise<Knock> {
  const found: Knock = { addresses: [], greeting: '', capabilities: [], tls: null, failed: null };
  const visit = new Visit(server, found);
  const steps = [
    ['name', () => visit.resolve()],
    ['connection', () => visit.connect()],
    ...(server.security === 'tls' ? ([['tls', () => visit.encrypt()]] as const) : []),
    ['greeting', () => visit.hearGreeting()],
    ['capabilities', () => visit.askCapabilities()],
    ...(server.security === 'tls' ? [] : ([['tls', () => visit.startTls()]] as const)),
  ] as const;
  for (const [step, take] of steps) {
    const code = await take().then(
      () => null,
      (error: NodeJS.ErrnoException) => error.code ?? error.message,
    );
    if (code !== null) found.failed = { step, code };
    if (code !== null) break;
  }
  visit.leave();
  return found;
}

class Visit {
  readonly #server: MailServerAddress;
  readonly #found: Knock;
  #socket: Socket | null = null;

  constructor(server: MailServerAddress, found: Knock) {
    this.#server = server;
    this.#found = found;
  }

  async resolve(): Promise<void> {
    const { host, patienceMs } = this.#server;
    const late = pause(patienceMs, undefined, { ref: false }).then(() => {
      throw Object.assign(new Error('no answer'), { code: 'ETIMEDOUT' });
    });
    const names = await Promise.race([lookup(host, { all: true }), late]);
    this.#found.addresses = names.map(({ address }) => address);
  }

  async connect(): Promise<void> {
    const { host, port, patienceMs } = this.#server;
    const socket = connect({ host, port });
    this.#take(socket);
    await eventOf(socket, 'connect', patienceMs);
  }

  async encrypt(): Promise<void> {
    const { host, patienceMs } = this.#server;
    // What is wrong with the certificate is what is to be found out; no password is sent here.
    const secured = connectTls({ socket: this.#open, host, ...tlsNameOf(host), rejectUnauthorized: false });
    this.#take(secured);
    await eventOf(secured, 'secureConnect', patienceMs);
    this.#found.tls = tlsFacts(secured as TLSSocket, host);
  }

  async hearGreeting(): Promise<void> {
    const text = await textUntil(this.#open, (said) => said.includes('\r\n'), this.#server.patienceMs);
    this.#found.greeting = text.split('\r\n')[0] ?? '';
    if (!/^\* (OK|PREAUTH) /i.test(this.#found.greeting)) throw new Error('no greeting of IMAP');
  }

  async askCapabilities(): Promise<void> {
    const answer = await this.#say('a', 'CAPABILITY');
    const [, words = ''] = /^\* CAPABILITY (.*)\r$/im.exec(answer) ?? [];
    this.#found.capabilities = words.toUpperCase().split(' ').filter(Boolean);
  }

  async startTls(): Promise<void> {
    if (this.#server.security === 'none' || !this.#found.capabilities.includes('STARTTLS')) return;
    const answer = await this.#say('b', 'STARTTLS');
    if (!/^b OK/im.test(answer)) throw new Error('STARTTLS was refused');
    await this.encrypt();
  }

  leave(): void {
    this.#socket?.destroy();
  }

  get #open(): Socket {
    if (!this.#socket) throw new Error('not connected');
    return this.#socket;
  }

  #take(socket: Socket): void {
    // A late failure is nobody's.
    socket.on('error', () => undefined);
    this.#socket = socket;
  }

  #say(tag: string, command: string): Promise<string> {
    this.#open.write(`${tag} ${command}\r\n`);
    const isWhole = (said: string) => new RegExp(`^${tag} .*\r\n`, 'im').test(said);
    return textUntil(this.#open, isWhole, this.#server.patienceMs);
  }
}
