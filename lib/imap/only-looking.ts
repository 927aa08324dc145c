import 'server-only';
import type { ImapFlow } from 'imapflow';

/** All that may be said. SELECT is not among it: under it flags can change, and \Recent does. */
const HARMLESS: ReadonlySet<string> = new Set([
  ...['CAPABILITY', 'ID', 'STARTTLS', 'LOGIN', 'AUTHENTICATE', 'ENABLE', 'NAMESPACE', 'NOOP', 'LOGOUT'],
  ...['LIST', 'LSUB', 'STATUS', 'EXAMINE', 'SEARCH', 'UID SEARCH', 'FETCH', 'UID FETCH', 'GETQUOTA', 'GETQUOTAROOT'],
]);

/** Not in imapflow's types: every command goes through it. */
interface Executes {
  exec(command: string, ...rest: unknown[]): Promise<unknown>;
}

/** Whatever imapflow may come to do by itself, or be asked to: what could change a mailbox is refused here, before it is sent. */
export function onlyLooking(client: ImapFlow): ImapFlow {
  const executes = client as unknown as Executes;
  const exec = executes.exec.bind(client);
  executes.exec = async (command, ...rest) => {
    if (HARMLESS.has(command.toUpperCase())) return exec(command, ...rest);
    throw new Error(`Refused to send ${command}: it could change the mailbox`);
  };
  return client;
}
