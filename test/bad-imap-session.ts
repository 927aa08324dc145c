import type { Socket } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import type { Command, Misbehaviour, Plan } from './bad-imap-plan.ts';
import { flood } from './flood.ts';
import { linesOf, type Said, saidBy, userOf } from './imap-lines.ts';

/** What follows these could not be read here. */
const REFUSED = ['COMPRESS', 'STARTTLS'];

const GREETING: Command = { tag: '*', name: 'GREETING', isUid: false, text: 'GREETING' };

const GARBAGE = '* 1 FETCH (UID ((("\0\u00ff{99999999999999999999}\r\n\u00fe%%)]\r\n* \r\n';

/** An answer that is kept back until all of it is there. */
interface Awaited {
  tag: string;
  rule: Misbehaviour;
  kept: Buffer[];
}

/** One client's connection. */
export class Session {
  readonly #client: Socket;
  readonly #upstream: Socket;
  readonly #plan: Plan;
  #user: string | null = null;
  #isDeaf = false;
  #awaited: Awaited | null = null;
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
    try {
      for await (const said of saidBy(this.#client)) {
        this.#user = userOf(said.line) ?? this.#user;
        const rule = said.command ? this.#ruleFor(said.command) : undefined;
        if (!this.#isDeaf) await this.#take(said, rule);
      }
    } finally {
      if (!this.#awaited) this.#upstream.end();
    }
  }

  #ruleFor(command: Command): Misbehaviour | undefined {
    const rule = this.#plan.meet(command, this.#user);
    return rule ?? (REFUSED.includes(command.name) ? { at: command.name, does: 'no' } : undefined);
  }

  async #greet(): Promise<void> {
    const rule = this.#plan.meet(GREETING, null);
    if (rule) await this.#commit(rule, '*');
    this.#listen().catch(() => this.#client.destroy());
  }

  async #listen(): Promise<void> {
    for await (const { bytes, line } of linesOf(this.#upstream)) {
      if (this.#awaited && !line.startsWith('+')) await this.#keep(this.#awaited, bytes, line);
      else this.#pass(bytes);
    }
    this.#client.end();
  }

  async #take({ bytes, command }: Said, rule: Misbehaviour | undefined): Promise<void> {
    if (!(rule && command)) {
      this.#upstream.write(bytes);
      return;
    }
    if (rule.does === 'strand') this.#client.destroy();
    const isAfter = rule.when === 'after' || rule.does === 'strand';
    if (rule.when !== 'after') await rule.meanwhile?.();
    if (isAfter) this.#awaited = { tag: command.tag, rule, kept: [] };
    else await this.#commit(rule, command.tag);
    if (isAfter || rule.does === 'wait' || rule.afterBytes !== undefined) this.#upstream.write(bytes);
  }

  /** The server has done it once its last line is there. */
  async #keep({ tag, rule, kept }: Awaited, bytes: Buffer, line: string): Promise<void> {
    kept.push(bytes);
    if (!line.startsWith(`${tag} `)) return;
    if (rule.when === 'after') await rule.meanwhile?.();
    rule.whenDone?.();
    this.#awaited = null;
    await this.#commit(rule, tag);
    if (rule.does === 'wait') this.#pass(Buffer.concat(kept));
    if (this.#client.destroyed) this.#upstream.end();
  }

  #pass(answer: Buffer): void {
    if (this.#passing > 0) this.#client.write(answer.subarray(0, this.#passing));
    const isDue = this.#passing > 0 && answer.length >= this.#passing;
    this.#passing = Math.max(this.#passing - answer.length, 0);
    if (isDue) this.#thereupon();
  }

  async #commit(rule: Misbehaviour, tag: string): Promise<void> {
    if (rule.does === 'wait') await pause(rule.waitMs ?? 0);
    else if (rule.afterBytes === undefined) this.#act(rule, tag);
    else {
      this.#passing = rule.afterBytes;
      this.#thereupon = () => this.#act(rule, tag);
    }
  }

  #act({ does, code, words, whenOver }: Misbehaviour, tag: string): void {
    if (does === 'flood' && words) {
      this.#isDeaf = true;
      void flood(this.#client, words).then(whenOver);
    }
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
