import type { CallOutcome } from '#lib/voicemail/call.ts';
import { post } from './client.ts';
import type { callBack as callEndpoint } from './contract.ts';

const CALL: (typeof callEndpoint)['path'] = '/api/call';

/** Has the owner's phone ring, and whoever left the message called; answers once it was picked up, or was not. */
export async function callBack(id: string, mailbox: string | undefined): Promise<CallOutcome> {
  const { outcome } = await post<{ outcome: CallOutcome }>(CALL, { mailbox, id });
  return outcome;
}
