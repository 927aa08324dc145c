import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { type Said, saidBy } from './imap-lines.ts';
import { type AnyMailServer, startMailServer } from './mail-server.ts';
import { inDialect, isUnderstood, keywordsIn, type UwDialect } from './uw-dialect.ts';

/**
 * Starts what passes for a UW IMAP server: a Dovecot, behind a proxy that says no more than UW would and understands no
 * more. A list of capabilities alone would leave Dovecot's richer answers.
 */
export async function startUwImap(dialect: UwDialect): Promise<AnyMailServer> {
  const dovecot = await startMailServer({ quota: false, tls: false });
  const sockets = new Set<Socket>();
  const listener = createServer((client) => {
    const upstream = connect(dovecot.port, dovecot.host);
    for (const socket of [client, upstream]) sockets.add(socket.setNoDelay().on('error', () => {}));
    new Session(client, upstream, dialect).attend();
  });
  await once(listener.listen(0, dovecot.host), 'listening');
  return {
    host: dovecot.host,
    port: (listener.address() as AddressInfo).port,
    addUser: dovecot.addUser,
    log: dovecot.log,
    async stop() {
      for (const socket of sockets) socket.destroy();
      listener.close();
      await dovecot.stop();
    },
  };
}

/** A question of the proxy's own, whose answers no client sees. */
interface Question {
  tag: string;
  answers: string[];
  done: (answers: string[]) => void;
}

/** One client's connection. */
class Session {
  readonly #client: Socket;
  readonly #upstream: Socket;
  readonly #dialect: UwDialect;
  #question: Question | null = null;
  /** What a refused command still sends is not for the server. */
  #isRefusing = false;

  constructor(client: Socket, upstream: Socket, dialect: UwDialect) {
    this.#client = client;
    this.#upstream = upstream;
    this.#dialect = dialect;
  }

  attend(): void {
    this.#hear().catch(() => {});
    this.#pass().catch(() => {});
  }

  async #hear(): Promise<void> {
    for await (const said of saidBy(this.#client)) {
      const refusal = said.command ? await this.#refusalOf(said, said.command.name) : null;
      if (said.command) this.#isRefusing = refusal !== null;
      if (refusal !== null) this.#client.write(`${said.command?.tag} ${refusal}\r\n`);
      else if (!this.#isRefusing) this.#upstream.write(said.bytes);
    }
    this.#upstream.end();
  }

  async #pass(): Promise<void> {
    for await (const { bytes, line } of saidBy(this.#upstream)) {
      if (this.#question) this.#take(this.#question, line);
      else this.#client.write(line === '' ? bytes : Buffer.from(inDialect(line, this.#dialect), 'latin1'));
    }
    this.#client.end();
  }

  async #refusalOf({ line }: Said, name: string): Promise<string | null> {
    if (!isUnderstood(line, name, this.#dialect)) return `BAD Command unrecognized: ${name}`;
    const [keyword] = name === 'STORE' && !this.#dialect.keywords ? keywordsIn(line) : [];
    if (keyword) return `NO STORE failed: Unknown flag: ${keyword}`;
    return name === 'CREATE' ? this.#refusalToCreate(line) : null;
  }

  /** A mailbox of the mbx kind is a file: it holds messages or folders, and never both. */
  async #refusalToCreate(line: string): Promise<string | null> {
    const [, path = ''] = /^\S+ CREATE "?(.*?)\/?"?\r\n$/i.exec(line) ?? [];
    const parent = path.slice(0, Math.max(path.lastIndexOf('/'), 0));
    const isFile = parent !== '' && (await this.#ask(`LIST "" "${parent}"`)).some(isSelectable);
    if (isFile) return `NO CREATE failed: Can't create mailbox node ${path}: Not a directory`;
    const isFolder = (await this.#ask(`LIST "" "${path}/%"`)).length > 0;
    return isFolder ? `NO CREATE failed: Can't create mailbox ${path}: mailbox already exists` : null;
  }

  /** @returns the LIST lines that answer it */
  #ask(command: string): Promise<string[]> {
    return new Promise((done) => {
      this.#question = { tag: 'uw', answers: [], done };
      this.#upstream.write(`uw ${command}\r\n`);
    });
  }

  #take(question: Question, line: string): void {
    if (/^\* LIST /i.test(line)) question.answers.push(line);
    if (!line.startsWith(`${question.tag} `)) return;
    this.#question = null;
    question.done(question.answers);
  }
}

const isSelectable = (line: string): boolean => !/\\(Noselect|NonExistent)/i.test(line);
