import 'server-only';
import type { ImapFlow } from 'imapflow';
import { VoicemailError } from '#lib/voicemail/errors.ts';
import { isConnectionLost } from './errors.ts';

type Attribute = { type: 'SEQUENCE' | 'ATOM'; value: string };

/** Not in imapflow's types. Its own `copy` answers `false` and keeps to itself why; its `expunge` takes others' messages along. */
interface Executes {
  exec(command: string, attributes: Attribute[] | false): Promise<{ next(): void }>;
}

async function run(client: ImapFlow, command: string, attributes: Attribute[] | false): Promise<void> {
  const answer = await (client as unknown as Executes).exec(command, attributes);
  answer.next();
}

/**
 * @param wirePath the target as the server listed it
 * @throws {VoicemailError} mailbox-over-quota, and what imapflow gives
 */
export async function uidCopy(client: ImapFlow, set: string, wirePath: string): Promise<void> {
  try {
    await run(client, 'UID COPY', [
      { type: 'SEQUENCE', value: set },
      { type: 'ATOM', value: wirePath },
    ]);
  } catch (error) {
    throw isOverQuota(error) ? overQuota(error) : error;
  }
}

/** RFC 4315: these and nothing else. */
export function uidExpunge(client: ImapFlow, set: string): Promise<void> {
  return run(client, 'UID EXPUNGE', [{ type: 'SEQUENCE', value: set }]);
}

/** Everything that anyone flagged `\Deleted`. Only `expunge.ts` may, where it made sure of what that is. */
export function plainExpunge(client: ImapFlow): Promise<void> {
  return run(client, 'EXPUNGE', false);
}

/** RFC 5530 OVERQUOTA; Cyrus and Courier say it in words only. */
function isOverQuota(error: unknown): boolean {
  if (isConnectionLost(error)) return false;
  const { serverResponseCode, responseText } = (error ?? {}) as { serverResponseCode?: string; responseText?: string };
  return serverResponseCode === 'OVERQUOTA' || /over ?quota|quota exceeded|exceed.*quota/i.test(responseText ?? '');
}

function overQuota(cause: unknown): VoicemailError {
  return new VoicemailError('mailbox-over-quota', 'Cannot move messages: the mailbox has no room for the copies', {
    cause,
  });
}
