import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { type Said, saidBy, userOf } from './imap-lines.ts';

/** What goes wrong, and when. */
export interface Misbehaviour {
  /** A command without its UID: `FETCH`. `LOGIN` is AUTHENTICATE too, `GREETING` comes before all, `ANY` is each of them. */
  at: string;
  does: 'hang' | 'drop' | 'no' | 'bad' | 'bye' | 'garbage' | 'wait';
  /** The response code of a NO or BYE: `OVERQUOTA`. */
  code?: string;
  /** The command goes through, and this much of the answers comes back, before it happens. */
  afterBytes?: number;
  /** How many times all goes well first, and how many times it goes wrong then: for ever unless told. */
  skip?: number;
  times?: number;
  /** Only to this user. */
  user?: string;
  /** How long `wait` takes before it lets the command through. */
  waitMs?: number;
}

/** A mail server that does wrong. */
export interface BadImap {
  host: string;
  port: number;
  /** The commands that clients sent, `GREETING` for each connection. */
  seen: string[];
  /** From the next command on this goes wrong, and nothing else. */
  misbehave(...rules: Misbehaviour[]): void;
  /** From the next command on all goes well. */
  behave(): void;
  /** Hangs up on everybody, and nobody answers any more. */
  stop(): Promise<void>;
  /** Answers again, on the same port. */
  start(): Promise<void>;
}

/** Stands before a real mail server, so that all is real up to the command at which it goes wrong. */
export async function misbehave(server: { host: string; port: number }, ...rules: Misbehaviour[]): Promise<BadImap> {
  const plan = new Plan(rules);
  const sockets = new Set<Socket>();
  const listener = createServer((client) => {
    const upstream = connect(server.port, server.host);
    for (const socket of [client, upstream]) sockets.add(socket.on('error', () => {}));
    new Session(client, upstream, plan).attend().catch(() => {});
  });
  const host = '127.0.0.1';
  const listen = (port: number) => once(listener.listen(port, host), 'listening');
  await listen(0);
  const { port } = listener.address() as AddressInfo;
  return {
    host,
    port,
    seen: plan.seen,
    misbehave: (...next) => plan.follow(next),
    behave: () => plan.follow([]),
    async stop() {
      for (const socket of sockets) socket.destroy();
      if (!listener.listening) return;
      listener.close();
      await once(listener, 'close');
    },
    async start() {
      await listen(port);
    },
  };
}

/** Which rule a command meets. */
class Plan {
  readonly seen: string[] = [];
  #rules: (Misbehaviour & { skip: number; times: number })[] = [];

  constructor(rules: Misbehaviour[]) {
    this.follow(rules);
  }

  follow(rules: Misbehaviour[]): void {
    this.#rules = rules.map((rule) => ({ skip: 0, times: Number.POSITIVE_INFINITY, ...rule }));
  }

  meet(name: string, user: string | null): Misbehaviour | undefined {
    this.seen.push(name);
    const concerned = this.#rules.filter((rule) => isConcerned(rule, name, user) && rule.times > 0);
    const due = concerned.find((rule) => rule.skip === 0);
    for (const rule of concerned) if (rule.skip > 0) rule.skip -= 1;
    if (due) due.times -= 1;
    return due;
  }
}

function isConcerned({ at, user }: Misbehaviour, name: string, whose: string | null): boolean {
  const isNamed = at === 'ANY' || at === name || (at === 'LOGIN' && name === 'AUTHENTICATE');
  return isNamed && (user === undefined || user === whose);
}

/** What follows these could not be read here. */
const REFUSED = ['COMPRESS', 'STARTTLS'];

const GARBAGE = '* 1 FETCH (UID ((("\0\u00ff{99999999999999999999}\r\n\u00fe%%)]\r\n* \r\n';

/** One client's connection. */
class Session {
  readonly #client: Socket;
  readonly #upstream: Socket;
  readonly #plan: Plan;
  #user: string | null = null;
  #isDeaf = false;
  /** How many bytes of answers may still pass, and what happens then. */
  #passing = Number.POSITIVE_INFINITY;
  #thereupon = () => {};

  constructor(client: Socket, upstream: Socket, plan: Plan) {
    this.#client = client;
    this.#upstream = upstream;
    this.#plan = plan;
  }

  async attend(): Promise<void> {
    await this.#greet();
    for await (const said of saidBy(this.#client)) {
      this.#user = userOf(said.line) ?? this.#user;
      const rule = said.command ? this.#ruleFor(said.command.name) : undefined;
      if (!this.#isDeaf) await this.#answer(said, rule);
    }
    this.#upstream.end();
  }

  #ruleFor(name: string): Misbehaviour | undefined {
    const rule = this.#plan.meet(name, this.#user);
    return rule ?? (REFUSED.includes(name) ? { at: name, does: 'no' } : undefined);
  }

  async #greet(): Promise<void> {
    const rule = this.#plan.meet('GREETING', null);
    if (rule) await this.#commit(rule, '*');
    this.#upstream.on('data', (answer) => this.#pass(answer)).on('end', () => this.#client.end());
  }

  async #answer({ bytes, command }: Said, rule: Misbehaviour | undefined): Promise<void> {
    if (rule && command) await this.#commit(rule, command.tag);
    if (!rule || rule.does === 'wait' || rule.afterBytes !== undefined) this.#upstream.write(bytes);
  }

  #pass(answer: Buffer): void {
    if (this.#passing > 0) this.#client.write(answer.subarray(0, this.#passing));
    const isDue = this.#passing > 0 && answer.length >= this.#passing;
    this.#passing = Math.max(this.#passing - answer.length, 0);
    if (isDue) this.#thereupon();
  }

  async #commit(rule: Misbehaviour, tag: string): Promise<void> {
    if (rule.does === 'wait') await pause(rule.waitMs);
    else if (rule.afterBytes === undefined) this.#act(rule, tag);
    else {
      this.#passing = rule.afterBytes;
      this.#thereupon = () => this.#act(rule, tag);
    }
  }

  #act({ does, code }: Misbehaviour, tag: string): void {
    const coded = code ? `[${code}] ` : '';
    if (does === 'hang') {
      this.#isDeaf = true;
      this.#passing = 0;
    }
    if (does === 'drop') this.#client.destroy();
    if (does === 'no') this.#client.write(`${tag} NO ${coded}Not now\r\n`);
    if (does === 'bad') this.#client.write(`${tag} BAD What is that?\r\n`);
    if (does === 'bye') this.#client.end(`* BYE ${coded}Good night\r\n`);
    if (does === 'garbage') this.#client.write(Buffer.from(`${GARBAGE}${tag} OK Done\r\n`, 'latin1'));
  }
}
