import { once } from 'node:events';
import type { Socket } from 'node:net';

const PIECE_BYTES = 64 * 1024;
/** What nobody stops must not go on for ever. */
const MOST_BYTES = 1024 * 1024 * 1024;

/** Says the first words, then the same again and again, as fast as they are taken, until the other side hangs up. @returns the bytes sent */
export async function flood(socket: Socket, { first, again }: { first: string; again: string }): Promise<number> {
  const before = socket.bytesWritten;
  const sent = () => socket.bytesWritten - socket.writableLength - before;
  const piece = Buffer.from(again.repeat(Math.ceil(PIECE_BYTES / again.length)), 'latin1');
  const closed = once(socket, 'close').catch(() => undefined);
  socket.write(first, 'latin1');
  while (!socket.destroyed && sent() < MOST_BYTES) {
    if (!socket.write(piece)) await Promise.race([once(socket, 'drain').catch(() => undefined), closed]);
  }
  socket.destroy();
  return sent();
}
