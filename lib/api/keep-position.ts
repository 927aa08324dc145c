import type { changeMessages, MessageChange } from './contract.ts';
import { sitePath } from './site-path.ts';

const MESSAGES: (typeof changeMessages)['path'] = '/api/messages';

/**
 * Has the server keep where playing stopped, even when the page is being left meanwhile.
 * @param positionSeconds 0 forgets it
 * @returns whether it is kept
 */
export async function keepPosition(id: string, mailbox: string | undefined, positionSeconds: number): Promise<boolean> {
  const change: MessageChange = { ids: [id], positionSeconds, ...(mailbox !== undefined && { mailbox }) };
  const headers = { 'content-type': 'application/json' };
  const init = { method: 'PATCH', keepalive: true, headers, body: JSON.stringify(change) };
  const answer = await fetch(sitePath(MESSAGES), init).catch(() => null);
  return answer?.ok === true;
}
