import 'server-only';
import { connect } from 'node:net';
import { wasRefusedWithin } from '#lib/imap/connect-for.ts';
import { wasFullWithin } from '#lib/imap/connection-limit.ts';
import { config } from '#lib/platform/config.ts';

/** Whether something takes connections at the mail server's address. Signs in as nobody. */
export function isMailServerUp(): Promise<boolean> {
  const { IMAP_HOST, IMAP_PORT, IMAP_TIMEOUT_SECONDS } = config();
  return new Promise((resolve) => {
    const socket = connect({ host: IMAP_HOST, port: IMAP_PORT, timeout: IMAP_TIMEOUT_SECONDS * 1000 });
    const say = (isUp: boolean) => () => {
      socket.destroy();
      resolve(isUp);
    };
    socket.once('connect', say(true)).once('timeout', say(false)).once('error', say(false));
  });
}

const RECENTLY_MS = 10 * 60_000;

/** Whether anybody went without a connection lately, and whose limit that was: the mail server's per person, or ours. */
export function connectionHealth(): 'enough' | 'refused' | 'full' {
  if (wasFullWithin(RECENTLY_MS)) return 'full';
  return wasRefusedWithin(RECENTLY_MS) ? 'refused' : 'enough';
}
