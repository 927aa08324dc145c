import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:net';

/** Below the ports that Linux lends to outgoing connections, so that none of those takes it before we do. */
const LOWEST = 20_000;
const HIGHEST = 32_000;

/** A port on loopback that nobody listens on: the first from `from` upwards, anywhere unless told. */
export async function freePort(from = randomInt(LOWEST, HIGHEST)): Promise<number> {
  const probe = createServer().listen(from, '127.0.0.1');
  try {
    await once(probe, 'listening');
    return from;
  } catch {
    return freePort(from + 1);
  } finally {
    probe.close();
  }
}
