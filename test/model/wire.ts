import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

/** Where an account's mail is, and how to get at it. */
export interface Login {
  host: string;
  port: number;
  user: string;
  password: string;
}

/** What the mail server said to one command. */
export interface Answer {
  status: 'OK' | 'NO' | 'BAD';
  /** The tagged line without its tag. */
  text: string;
  /** The untagged responses, each with its literals in place, one byte to a character. */
  lines: string[];
}

interface Waiting {
  tag: string;
  lines: string[];
  resolve(answer: Answer): void;
  reject(error: Error): void;
}

const LITERAL_FOLLOWS = /\{(\d+)\}$/;
const END = '\r\n';

/** One IMAP connection that sends what it is told and nothing else: a NOOP or SELECT would change what numbers mean. */
export class Wire {
  readonly #socket: Socket;
  readonly #waiting: Waiting[] = [];
  #heard = '';
  #sent = 0;
  #continued: (() => void) | undefined;

  private constructor(socket: Socket) {
    this.#socket = socket;
    socket.on('data', (bytes) => this.#hear(bytes.toString('latin1')));
    socket.on('error', () => {}).on('close', () => this.#hangUp());
  }

  /** @throws {Error} when the mail server is not there, or refuses the login */
  static async login({ host, port, user, password }: Login): Promise<Wire> {
    const socket = connect({ host, port, noDelay: true });
    await once(socket, 'data');
    const wire = new Wire(socket);
    await wire.ask(`LOGIN "${user}" "${password}"`);
    return wire;
  }

  /** Sends all commands at once. What each was answered, whatever it was. */
  tryAll(...commands: string[]): Promise<Answer[]> {
    return Promise.all(commands.map((command) => this.#send(command)));
  }

  /** @throws {Error} unless the answer is OK */
  async ask(command: string): Promise<string[]> {
    return accepted(command, await this.#send(command));
  }

  /** @throws {Error} unless the mail server takes it */
  async append(path: string, flags: string[], raw: Buffer): Promise<void> {
    const command = `APPEND "${path}" (${flags.join(' ')}) {${raw.length}}`;
    const goAhead = new Promise<void>((resolve) => {
      this.#continued = resolve;
    });
    const answer = this.#send(command);
    await Promise.race([goAhead, answer]);
    this.#socket.write(Buffer.concat([raw, Buffer.from(END)]));
    accepted(command, await answer);
  }

  close(): void {
    this.#socket.destroy();
  }

  #send(command: string): Promise<Answer> {
    this.#sent += 1;
    const tag = `w${this.#sent}`;
    this.#socket.write(`${tag} ${command}${END}`);
    return new Promise((resolve, reject) => this.#waiting.push({ tag, lines: [], resolve, reject }));
  }

  #hear(text: string): void {
    this.#heard += text;
    for (let line = this.#nextLine(); line !== null; line = this.#nextLine()) this.#take(line);
  }

  #nextLine(): string | null {
    let end = this.#heard.indexOf(END);
    while (end >= 0) {
      const [, bytes] = LITERAL_FOLLOWS.exec(this.#heard.slice(Math.max(0, end - 16), end)) ?? [];
      if (bytes === undefined) break;
      end = this.#heard.indexOf(END, end + END.length + Number(bytes));
    }
    if (end < 0) return null;
    const line = this.#heard.slice(0, end);
    this.#heard = this.#heard.slice(end + END.length);
    return line;
  }

  #take(line: string): void {
    const [first] = this.#waiting;
    if (line.startsWith('+')) this.#continued?.();
    else if (first && line.startsWith(`${first.tag} `)) this.#finish(first, line);
    else first?.lines.push(line);
  }

  #finish({ tag, lines, resolve }: Waiting, line: string): void {
    this.#waiting.shift();
    const text = line.slice(tag.length + 1);
    resolve({ status: text.split(' ', 1)[0] as Answer['status'], text, lines });
  }

  #hangUp(): void {
    for (const { reject } of this.#waiting.splice(0)) reject(new Error('The mail server hung up'));
  }
}

function accepted(command: string, { status, text, lines }: Answer): string[] {
  if (status !== 'OK') throw new Error(`The mail server refused ${command}: ${text}`);
  return lines;
}

/** The numbers of a SEARCH. */
export function hitsOf(lines: string[]): number[] {
  return lines
    .filter((line) => line.startsWith('* SEARCH'))
    .flatMap((line) => line.slice('* SEARCH'.length).trim().split(' '))
    .filter(Boolean)
    .map(Number);
}
