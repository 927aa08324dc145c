import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:net';

/** Below the ports that Linux lends to outgoing connections, so that none of those takes it before we do. */
const LOWEST = 20_000;
const HIGHEST = 32_000;

/** A port on loopback that nobody listens on: `wanted` if it is one, else one at random. */
export async function freePort(wanted = randomInt(LOWEST, HIGHEST)): Promise<number> {
  const probe = createServer().listen(wanted, '127.0.0.1');
  try {
    await once(probe, 'listening');
    return wanted;
  } catch {
    return freePort();
  } finally {
    probe.close();
  }
}
