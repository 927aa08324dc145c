import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';
import { afterEach } from 'vitest';

/** `Key: value` lines of AMI; names in lower case where we read them. */
export type Fields = Record<string, string>;

/** What it says to one action: blocks of lines, raw text, or nothing at all. */
export type Answer = (asked: Fields) => (Fields | string)[];

/** Only what a test wants otherwise. */
export interface AmiScript {
  answers?: Record<string, Answer>;
  /** Actions that the user may not do: ListCommands leaves them out. */
  forbidden?: string[];
  version?: string;
  port?: number;
  tls?: { key: Buffer; cert: Buffer };
}

const MANAGER = { user: 'lamplight', secret: 'a secret that never crosses the wire' };
const CHALLENGE = '158302714';
const ACTIONS = ['VoicemailRefresh', 'MailboxCount', 'CoreShowChannels', 'CoreSettings', 'Ping', 'Originate'];

const started: FakeAmi[] = [];
afterEach(async () => {
  await Promise.all(started.splice(0).map((server) => server.stop()));
});

/** Stops by itself after the test. */
export async function startAmi(script: AmiScript = {}): Promise<FakeAmi> {
  const server = new FakeAmi(script);
  started.push(server);
  await server.listen(script.port ?? 0);
  return server;
}

/** A manager interface that says what a test wants, right or wrong, on a real socket. */
export class FakeAmi {
  readonly script: AmiScript;
  /** Every action that came, in order. */
  readonly asked: Fields[] = [];
  /** Every byte that came. */
  heard = '';
  /** The channels that it lists. */
  channels: Fields[] = [];
  readonly #sockets = new Set<Socket>();
  readonly #listeners = new Set<Socket>();
  readonly #server: Server;

  constructor(script: AmiScript) {
    this.script = script;
    const accept = (socket: Socket) => this.#accept(socket);
    this.#server = script.tls ? createTlsServer(script.tls, accept) : createServer(accept);
  }

  async listen(port: number): Promise<void> {
    this.#server.listen(port, '127.0.0.1');
    await once(this.#server, 'listening');
  }

  get login() {
    const { port } = this.#server.address() as AddressInfo;
    return { host: '127.0.0.1', port, ...MANAGER, tls: this.script.tls !== undefined };
  }

  /** The settings of a portal that asks this one. */
  get settings() {
    const { host, port, user, secret } = this.login;
    return { AMI_HOST: `${host}:${port}`, AMI_USER: user, AMI_SECRET: secret };
  }

  get connections(): number {
    return this.#sockets.size;
  }

  actions(name: string): Fields[] {
    return this.asked.filter(({ action }) => action === name);
  }

  /** Tells everybody who listens to events. */
  tell(...events: (Fields | string)[]): void {
    for (const socket of this.#listeners) socket.write(events.map(wire).join(''));
  }

  /** Answers late what it had left unanswered. */
  answer(asked: Fields | undefined, reply: Fields): void {
    for (const socket of this.#sockets) socket.write(wire({ ActionID: asked?.actionid ?? '', ...reply }));
  }

  /** Hangs up on everybody, as when Asterisk is killed. */
  drop(): void {
    for (const socket of this.#sockets) socket.resetAndDestroy();
  }

  async stop(): Promise<void> {
    this.drop();
    if (!this.#server.listening) return;
    this.#server.close();
    await once(this.#server, 'close');
  }

  #accept(socket: Socket): void {
    this.#sockets.add(socket);
    socket.on('close', () => this.#forget(socket)).on('error', () => socket.destroy());
    socket.write('Asterisk Call Manager/5.0.4\r\n');
    let rest = '';
    socket.setEncoding('utf8').on('data', (chunk) => {
      this.heard += chunk;
      const blocks = `${rest}${chunk}`.split('\r\n\r\n');
      rest = blocks.pop() ?? '';
      for (const block of blocks) this.#answer(socket, fieldsOf(block));
    });
  }

  #answer(socket: Socket, asked: Fields): void {
    this.asked.push(asked);
    const { action = '', actionid = '' } = asked;
    const answer = this.script.answers?.[action] ?? this.#usual(action, socket);
    for (const part of answer(asked)) {
      socket.write(typeof part === 'string' ? part : wire({ ActionID: actionid, ...part }));
    }
  }

  #usual(action: string, socket: Socket): Answer {
    if (action === 'Challenge') return () => [{ Response: 'Success', Challenge: CHALLENGE }];
    if (action === 'Login') return (asked) => [this.#signIn(asked, socket)];
    if (action === 'ListCommands') return () => [this.#commands()];
    if (action === 'CoreSettings')
      return () => [{ Response: 'Success', AsteriskVersion: this.script.version ?? '18.9.0' }];
    if (action === 'CoreShowChannels') return () => this.#list();
    return () => [{ Response: 'Success' }];
  }

  #signIn({ username, key, events }: Fields, socket: Socket): Fields {
    const right = createHash('md5').update(`${CHALLENGE}${MANAGER.secret}`).digest('hex');
    if (username !== MANAGER.user || key !== right) return { Response: 'Error', Message: 'Authentication failed' };
    if (events === 'on') this.#listeners.add(socket);
    return { Response: 'Success', Message: 'Authentication accepted' };
  }

  #commands(): Fields {
    const allowed = ACTIONS.filter((action) => !this.script.forbidden?.includes(action));
    return { Response: 'Success', ...Object.fromEntries(allowed.map((action) => [action, `${action} (Priv: some)`])) };
  }

  #list(): Fields[] {
    const entries = this.channels.map((channel) => ({ Event: 'CoreShowChannel', ...channel }));
    const end = { Event: 'CoreShowChannelsComplete', EventList: 'Complete', ListItems: String(entries.length) };
    return [{ Response: 'Success', EventList: 'start' }, ...entries, end];
  }

  #forget(socket: Socket): void {
    this.#sockets.delete(socket);
    this.#listeners.delete(socket);
  }
}

/** A channel in the phone's menu, as an event tells it and as a list does. */
export function inMenu(id: string, mailbox: string) {
  const channel = { Uniqueid: id, Channel: `PJSIP/phone-${id}`, Application: 'VoiceMailMain' };
  return {
    begins: { Event: 'Newexten', ...channel, AppData: `${mailbox},s` },
    listed: { ...channel, ApplicationData: `${mailbox},s` },
    ends: { Event: 'Hangup', Uniqueid: id, Channel: channel.Channel },
  };
}

function wire(part: Fields | string): string {
  if (typeof part === 'string') return part;
  const lines = Object.entries(part).map(([name, value]) => `${name}: ${value}\r\n`);
  return `${lines.join('')}\r\n`;
}

function fieldsOf(block: string): Fields {
  const pairs = block.split('\r\n').map((line) => /^(\w+): ?(.*)$/.exec(line) ?? []);
  return Object.fromEntries(pairs.map(([, name = '', value = '']) => [name.toLowerCase(), value]));
}
