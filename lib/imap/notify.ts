import 'server-only';
import type { ImapFlow } from 'imapflow';
import { describeCause, log } from '#lib/platform/log.ts';
import { isConnectionLost } from './errors.ts';
import { notifySet } from './exec.ts';

/** Not in imapflow's types: it has no handler of its own for a STATUS that nobody asked for. */
interface Hears {
  untaggedHandlers: Record<string, () => Promise<void>>;
}

/**
 * Has IDLE tell of every folder, where the server can (RFC 5465). Such a STATUS may come without any change, too.
 * @throws {ImapFlowError} when the connection is gone
 */
export async function notifyOfAll(client: ImapFlow, hear: () => void): Promise<void> {
  if (!client.capabilities.has('NOTIFY')) return;
  try {
    await notifySet(client);
    (client as unknown as Hears).untaggedHandlers.STATUS = async () => hear();
  } catch (error) {
    if (isConnectionLost(error)) throw error;
    log().debug({ cause: describeCause(error) }, 'the mail server refuses NOTIFY');
  }
}
