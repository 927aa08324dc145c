import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

/** What somebody asks, again and again. */
export interface Ask {
  path: string;
  headers: Record<string, string>;
  /** What it has to be answered with. */
  status: number;
}

const END_OF_HEAD = '\r\n\r\n';
/** Ends a chunked body. No JSON has such a line in it. */
const LAST_CHUNK = /\r\n0\r\n\r\n$/;
const LONGEST_END = 16;

/** One warm HTTP connection that asks and waits for the end of the answer, and does as little as can be with it: what asks must not be what is measured. */
export class Line {
  readonly #address: { host: string; port: number };
  #socket: Socket | null = null;

  constructor(url: string) {
    const { hostname, port } = new URL(url);
    this.#address = { host: hostname, port: Number(port) };
  }

  /** Connects, unless it still is: servers hang up on those who say nothing for a while. */
  async open(): Promise<void> {
    if (this.#socket?.writable) return;
    const socket = connect({ ...this.#address, noDelay: true });
    await once(socket, 'connect');
    this.#socket = socket.on('error', () => socket.destroy()).on('end', () => socket.destroy());
  }

  /** @throws {Error} when the connection breaks or the answer has another status */
  async ask({ path, headers, status }: Ask): Promise<void> {
    const socket = this.#socket;
    if (!socket) throw new Error('Not connected');
    const lines = Object.entries({ host: `${this.#address.host}:${this.#address.port}`, ...headers });
    const answered = answerOf(socket);
    socket.write(`GET ${path} HTTP/1.1\r\n${lines.map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n`);
    const head = await answered;
    if (!head.startsWith(`HTTP/1.1 ${status} `)) throw new Error(`GET ${path} was not answered ${status}: ${head}`);
  }

  close(): void {
    this.#socket?.destroy();
  }
}

/** @returns its head, once the body is here, too */
function answerOf(socket: Socket): Promise<string> {
  return new Promise((resolve, reject) => {
    const answer = new Reader();
    const fail = () => reject(new Error('The server hung up'));
    const hear = (chunk: Buffer) => {
      if (!answer.isCompleteWith(chunk)) return;
      socket.off('data', hear).off('close', fail);
      resolve(answer.head);
    };
    socket.on('data', hear).once('close', fail);
  });
}

class Reader {
  head = '';
  #isHeadComplete = false;
  #bodyBytes = 0;
  #end = '';

  isCompleteWith(chunk: Buffer): boolean {
    if (this.#isHeadComplete) return this.#isBodyCompleteWith(chunk);
    this.head += chunk.toString('latin1');
    const at = this.head.indexOf(END_OF_HEAD);
    if (at < 0) return false;
    const body = Buffer.from(this.head.slice(at + END_OF_HEAD.length), 'latin1');
    this.head = this.head.slice(0, at);
    this.#isHeadComplete = true;
    return this.#isBodyCompleteWith(body);
  }

  #isBodyCompleteWith(chunk: Buffer): boolean {
    const [, length] = /\r\ncontent-length: (\d+)/i.exec(this.head) ?? [];
    this.#bodyBytes += chunk.length;
    if (length !== undefined) return this.#bodyBytes >= Number(length);
    this.#end = (this.#end + chunk.subarray(-LONGEST_END).toString('latin1')).slice(-LONGEST_END);
    return LAST_CHUNK.test(this.#end);
  }
}
