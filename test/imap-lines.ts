import type { Socket } from 'node:net';
import type { Command } from './bad-imap-plan.ts';

/** A piece of what an IMAP client says. */
export interface Said {
  bytes: Buffer;
  /** Empty for a piece of a literal. */
  line: string;
  /** The command that begins here; `null` for literals, continuations and `DONE`. */
  command: Command | null;
}

const COMMAND = /^(\S+) ((UID )?([A-Z]+).*)\r\n$/i;
const SIGNS_IN = /^(LOGIN|AUTHENTICATE)$/;
const LITERAL_FOLLOWS = /\{(\d+)\+?\}\r\n$/;

/** What a client sends, in lines and literals (RFC 9051 §4.3), so that no byte of a message passes for a command. */
export async function* saidBy(client: Socket): AsyncGenerator<Said> {
  let isContinued = false;
  for await (const { bytes, line } of linesOf(client)) {
    yield { bytes, line, command: isContinued ? null : commandOf(line) };
    isContinued = line === '' || LITERAL_FOLLOWS.test(line);
  }
}

/** Either side's words, in whole lines and pieces of literals, for which the line is empty. */
export async function* linesOf(socket: AsyncIterable<Buffer>): AsyncGenerator<{ bytes: Buffer; line: string }> {
  let waiting = Buffer.alloc(0);
  let literalBytes = 0;
  for await (const chunk of socket) {
    waiting = Buffer.concat([waiting, chunk]);
    for (let size = nextSize(waiting, literalBytes); size > 0; size = nextSize(waiting, literalBytes)) {
      const bytes = waiting.subarray(0, size);
      waiting = waiting.subarray(size);
      const line = literalBytes > 0 ? '' : bytes.toString('latin1');
      yield { bytes, line };
      literalBytes = line === '' ? literalBytes - size : Number(LITERAL_FOLLOWS.exec(line)?.[1] ?? 0);
    }
  }
}

/** As much of a literal as is there, or a whole line; 0 for nothing yet. */
function nextSize(waiting: Buffer, literalBytes: number): number {
  if (literalBytes > 0) return Math.min(literalBytes, waiting.length);
  const end = waiting.indexOf('\r\n');
  return end < 0 ? 0 : end + 2;
}

function commandOf(line: string): Said['command'] {
  const [, tag, text = '', uid, word = ''] = COMMAND.exec(line) ?? [];
  const name = word.toUpperCase();
  // What would tell a password is no part of what is said here.
  return tag ? { tag, name, isUid: uid !== undefined, text: SIGNS_IN.test(name) ? name : text } : null;
}

/** Who signs in by this line: by LOGIN, or by SASL PLAIN (RFC 4616) in one line or two; `null` when nobody does. */
export function userOf(line: string): string | null {
  const [, quoted, atom] = /^\S+ LOGIN (?:"([^"]*)"|(\S+))/i.exec(line) ?? [];
  const [, plain = ''] = /^(?:\S+ AUTHENTICATE PLAIN )?([A-Za-z0-9+/]+=*)\r\n$/i.exec(line) ?? [];
  // Whose mail a master opens is who it is about.
  const [asked, user, password] = Buffer.from(plain, 'base64').toString('utf8').split('\0');
  return quoted ?? atom ?? (password === undefined ? null : asked || (user ?? null));
}
