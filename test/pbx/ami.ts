import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { createInterface } from 'node:readline';

/** A block of Asterisk's manager interface: `Event`, `Response` and their fields. */
export type Block = Readonly<Record<string, string>>;

/** As much of a manager client as the bench needs; the product has its own. */
export interface Ami {
  /** @throws {Error} with what Asterisk said when it refuses */
  send(action: string, fields?: Block): Promise<Block>;
  /** The first event from now on that is meant. @throws {Error} when it does not come in time */
  next(isMeant: (event: Block) => boolean, what: string, patienceMs?: number): Promise<Block>;
  close(): void;
}

const PATIENCE_MS = 30_000;

export async function connectAmi(port: number, { user, secret }: { user: string; secret: string }): Promise<Ami> {
  const socket = connect(port, '127.0.0.1');
  await once(socket, 'connect');
  const listeners = new Set<(block: Block) => void>();
  listen(socket, (block) => {
    for (const listener of listeners) listener(block);
  });
  function next(isMeant: (block: Block) => boolean, what: string, patienceMs = PATIENCE_MS): Promise<Block> {
    return new Promise((resolve, reject) => {
      const forget = () => {
        clearTimeout(timer);
        listeners.delete(listener);
      };
      const timer = setTimeout(() => {
        forget();
        reject(new Error(`Asterisk never said: ${what}`));
      }, patienceMs);
      const listener = (block: Block) => {
        if (!isMeant(block)) return;
        forget();
        resolve(block);
      };
      listeners.add(listener);
    });
  }
  let sent = 0;
  async function send(action: string, fields: Block = {}): Promise<Block> {
    sent += 1;
    const id = String(sent);
    const lines = Object.entries({ Action: action, ActionID: id, ...fields }).map(([key, value]) => `${key}: ${value}`);
    const answer = next(({ Response, ActionID }) => Response !== undefined && ActionID === id, `answer to ${action}`);
    socket.write(`${lines.join('\r\n')}\r\n\r\n`);
    const block = await answer;
    if (block.Response === 'Error') throw new Error(`Asterisk refuses ${action}: ${block.Message}`);
    return block;
  }
  await send('Login', { Username: user, Secret: secret });
  const events = ({ Event }: Block) => Event !== undefined;
  return {
    send,
    next: (isMeant, what, patienceMs) => next((block) => events(block) && isMeant(block), what, patienceMs),
    close: () => socket.destroy(),
  };
}

function listen(socket: Socket, onBlock: (block: Block) => void): void {
  let block: Record<string, string> = {};
  createInterface({ input: socket }).on('line', (line) => {
    const colon = line.indexOf(':');
    if (colon > 0) block[line.slice(0, colon)] = line.slice(colon + 1).trim();
    if (line !== '') return;
    onBlock(block);
    block = {};
  });
}
