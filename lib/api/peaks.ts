import { call, MESSAGES, withQuery } from './client.ts';
import type { Peaks } from './sound-contract.ts';

/** What a player draws of the sound of a message, and goes by. Loaded with the player, not with the list. */
export function getPeaks(id: string, mailbox: string | undefined, signal: AbortSignal): Promise<Peaks> {
  return call(withQuery(`${MESSAGES}/${id}/peaks`, { mailbox }), { signal });
}
