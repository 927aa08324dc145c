import 'server-only';
import { createInterface } from 'node:readline';
import type { ReadStream } from 'node:tty';

/**
 * A password from the terminal, which shows none of it, or the first line of what is piped in. Never from the arguments: every
 * user of the machine can read those.
 * @throws {Error} when there is none, or Ctrl-C was pressed
 */
export async function askPassword(user: string, input: ReadStream, tell: (text: string) => void): Promise<string> {
  if (!input.isTTY) return firstLine(input);
  tell(`Password of ${user}: `);
  input.setRawMode(true);
  try {
    return await typed(input);
  } finally {
    input.setRawMode(false);
    input.pause();
    tell('\n');
  }
}

async function firstLine(input: ReadStream): Promise<string> {
  for await (const line of createInterface({ input })) {
    if (line !== '') return line;
    break;
  }
  throw new Error('Cannot sign in: no password was given on standard input');
}

const CTRL_C = '\u0003';
const ENDS = ['\r', '\n', '\u0004', CTRL_C];
const RUBOUT = ['\u007f', '\b'];

function typed(input: ReadStream): Promise<string> {
  input.setEncoding('utf8').resume();
  return new Promise((resolve, reject) => {
    let password = '';
    const hear = (text: string | Buffer) => {
      const keys = [...String(text)];
      const end = keys.findIndex((key) => ENDS.includes(key));
      password = keys.slice(0, end < 0 ? undefined : end).reduce(afterKey, password);
      if (end < 0) return;
      input.off('data', hear);
      if (keys[end] === CTRL_C) reject(new Error('Stopped'));
      else resolve(password);
    };
    input.on('data', hear);
  });
}

function afterKey(password: string, key: string): string {
  return RUBOUT.includes(key) ? password.slice(0, -1) : password + key;
}
