import 'server-only';
import { connect } from 'node:net';
import { wasRefusedWithin } from '#lib/imap/connect-for.ts';
import { wasFullWithin } from '#lib/imap/connection-limit.ts';
import { commonHome } from '#lib/imap/mail-home.ts';

/** Whether something takes connections at the mail server's address. Signs in as nobody. */
export function isMailServerUp(): Promise<boolean> {
  const { host, port, timeoutSeconds } = commonHome();
  return new Promise((resolve) => {
    const socket = connect({ host, port, timeout: timeoutSeconds * 1000 });
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
