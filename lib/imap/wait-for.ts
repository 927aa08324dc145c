import 'server-only';
import type { Socket } from 'node:net';

const MOST_BYTES = 64 * 1024;

/**
 * The text that comes until it looks as it should.
 * @throws {Error} with the code ETIMEDOUT, ECONNRESET, or EMSGSIZE where it does not end
 */
export function textUntil(socket: Socket, isWhole: (text: string) => boolean, patienceMs: number): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = '';
    const hear = (chunk: Buffer) => {
      text += chunk.toString('latin1');
      if (isWhole(text)) end(() => resolve(text));
      else if (text.length > MOST_BYTES) end(() => reject(failure('EMSGSIZE')));
    };
    const close = () => end(() => reject(failure('ECONNRESET')));
    const fail = (error: Error) => end(() => reject(error));
    const timer = setTimeout(() => end(() => reject(failure('ETIMEDOUT'))), patienceMs);
    const end = (settle: () => void) => {
      clearTimeout(timer);
      socket.off('data', hear).off('close', close).off('error', fail).pause();
      settle();
    };
    socket.on('data', hear).once('close', close).once('error', fail).resume();
  });
}

/** Waits for an event of a socket. @throws {Error} with the socket's own code, or ETIMEDOUT */
export function eventOf(socket: Socket, name: 'connect' | 'secureConnect', patienceMs: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const happen = () => end(resolve);
    const close = () => end(() => reject(failure('ECONNRESET')));
    const fail = (error: Error) => end(() => reject(error));
    const timer = setTimeout(() => end(() => reject(failure('ETIMEDOUT'))), patienceMs);
    const end = (settle: () => void) => {
      clearTimeout(timer);
      socket.off(name, happen).off('close', close).off('error', fail);
      settle();
    };
    socket.once(name, happen).once('close', close).once('error', fail);
  });
}

function failure(code: string): Error {
  return Object.assign(new Error(code), { code });
}
