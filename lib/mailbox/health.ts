import 'server-only';
import { connect } from 'node:net';
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
