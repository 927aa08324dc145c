import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

/** Where somebody's mail is, and how to get at it. */
export interface Login {
  host: string;
  port: number;
  name: string;
  password: string;
}

/** Longer than any tagged line of a mail server. */
const LONGEST_LINE = 1024;

/** A connection that sends a command and waits for its end, and does nothing else with the answer: the floor under every client. */
export class RawImap {
  readonly #socket: Socket;
  #sent = 0;

  private constructor(socket: Socket) {
    // Without a listener a dropped connection ends the process; whoever waits for an answer hears of it anyway.
    this.#socket = socket.on('error', () => {});
  }

  /** @throws {Error} when the mail server is not there, or refuses the login */
  static async login({ host, port, name, password }: Login): Promise<RawImap> {
    const socket = connect({ host, port, noDelay: true });
    // The greeting, which comes in one piece.
    await once(socket, 'data');
    const imap = new RawImap(socket);
    try {
      await imap.command(`LOGIN "${name}" "${password}"`);
      return imap;
    } catch (error) {
      imap.close();
      throw error;
    }
  }

  /**
   * The whole answer, up to and with the tagged line.
   * @throws {Error} unless that says OK
   */
  async command(text: string): Promise<Buffer> {
    this.#sent += 1;
    const tag = `a${this.#sent}`;
    const answer = this.#answerTo(tag);
    this.#socket.write(`${tag} ${text}\r\n`);
    const { status, bytes } = await answer;
    if (status !== 'OK') throw new Error(`The mail server refused ${text}: ${bytes.subarray(-LONGEST_LINE)}`);
    return bytes;
  }

  /** One after the other, each when the one before has been answered. */
  async commands(...texts: string[]): Promise<void> {
    for (const text of texts) await this.command(text);
  }

  close(): void {
    this.#socket.destroy();
  }

  #answerTo(tag: string): Promise<{ status: string | undefined; bytes: Buffer }> {
    const tagged = new RegExp(`\r\n${tag} ([A-Z]+)[^\r\n]*\r\n$`);
    const chunks: Buffer[] = [];
    let end = '\r\n';
    return new Promise((resolve, reject) => {
      const fail = (error?: Error) => reject(error ?? new Error('The mail server hung up'));
      const hear = (chunk: Buffer) => {
        chunks.push(chunk);
        end = (end + chunk.subarray(-LONGEST_LINE).toString('latin1')).slice(-LONGEST_LINE);
        const [isTagged, status] = tagged.exec(end) ?? [];
        if (!isTagged) return;
        this.#socket.off('data', hear).off('error', fail).off('end', fail);
        resolve({ status, bytes: Buffer.concat(chunks) });
      };
      this.#socket.on('data', hear).on('error', fail).on('end', fail);
    });
  }
}
