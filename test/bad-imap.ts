import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { type Misbehaviour, Plan } from './bad-imap-plan.ts';
import { Session } from './bad-imap-session.ts';

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
  /** The same for one user, whatever goes wrong for others. */
  towards(user: string): TowardsUser;
  /** Hangs up on everybody, and nobody answers any more. */
  stop(): Promise<void>;
  /** Answers again, on the same port. */
  start(): Promise<void>;
}

/** How it treats one user. */
export interface TowardsUser {
  misbehave(...rules: Misbehaviour[]): void;
  behave(): void;
  /** Gathers what this user's clients say from now on, a line for each command: `UID STORE 1:3 +FLAGS (\Seen)`. */
  listen(): string[];
}

/** Stands before a real mail server, so that all is real up to the command at which it goes wrong. */
export async function misbehave(server: { host: string; port: number }, ...rules: Misbehaviour[]): Promise<BadImap> {
  const plan = new Plan();
  plan.follow(rules);
  const sockets = new Set<Socket>();
  const listener = createServer((client) => {
    const upstream = connect(server.port, server.host);
    // Many small pieces: without it each would wait for the answer to the one before.
    for (const socket of [client, upstream]) sockets.add(socket.on('error', () => {}).setNoDelay());
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
    towards: (user) => ({
      misbehave: (...next) => plan.follow(next, user),
      behave: () => plan.follow([], user),
      listen: () => plan.listenTo(user),
    }),
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
