import { once } from 'node:events';
import { connect } from 'node:net';
import { saidBy } from './imap-lines.ts';
import type { MailUser } from './mail-server.ts';

/** A client that says what it is told to, word by word, as c-client may and imapflow would not. */
export interface RawImap {
  /** @returns all that was answered, the tagged line last @throws {Error} when that is not OK */
  say(command: string): Promise<string[]>;
  close(): void;
}

/** Connects and signs in, in plain text. */
export async function rawImap({ host, port }: { host: string; port: number }, user: MailUser): Promise<RawImap> {
  const socket = connect(port, host).on('error', () => {});
  await once(socket, 'connect');
  const lines = saidBy(socket);
  await lines.next();
  const client = {
    async say(command: string) {
      socket.write(`a ${command}\r\n`);
      const answers: string[] = [];
      for (let next = await lines.next(); !next.done; next = await lines.next()) {
        answers.push(next.value.line);
        if (next.value.line.startsWith('a OK')) return answers;
        if (next.value.line.startsWith('a ')) break;
      }
      throw new Error(`${command.replace(/^LOGIN .*/, 'LOGIN')}: ${answers.at(-1) ?? 'no answer'}`);
    },
    close: () => socket.destroy(),
  };
  await client.say(`LOGIN "${user.name}" "${user.password}"`);
  return client;
}
