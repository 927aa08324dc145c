import 'server-only';
import type { Knock } from '#lib/imap/knock.ts';
import { type AsteriskCounts, type FolderLook, Looking } from '#lib/imap/looking.ts';
import type { Quota } from '#lib/imap/quota.ts';
import { VoicemailError } from '#lib/voicemail/errors.ts';
import type { Box } from './patient.ts';

/** What is wrong was said of the mail server. */
export class NotReached extends Error {
  override readonly name = 'NotReached';
}

/** What is in a mailbox. */
export interface BoxLook {
  /** How long the mail server took to let us in. */
  signInMs: number;
  software: string;
  capabilities: string[];
  namespace: { prefix: string; delimiter: string };
  folders: string[];
  /** `null`: it cannot be opened, or is not there. */
  inbox: FolderLook | null;
  greetings: FolderLook | null;
  quota: Quota;
  /** Of the inbox, as Asterisk counts; `null` where the mailbox is not known. */
  counts: AsteriskCounts | null;
}

/**
 * Signs in and takes all looks at once: each sign-in costs the server something, and one that hangs costs ten seconds.
 * @throws {NotReached} @throws {VoicemailError} sign-in-required without a login; and what `Looking` says
 */
export async function lookInto(box: Box, { failed }: Knock): Promise<BoxLook> {
  const { server, login, folders, marked } = box;
  if (failed) throw new NotReached();
  if (!login) throw new VoicemailError('sign-in-required', `there is no login for it`);
  const beganMs = performance.now();
  return Looking.at(server, login, async (looking) => {
    const signInMs = performance.now() - beganMs;
    const listed = await looking.folders();
    const open = (path: string | null) => (path !== null && isListed(listed, path) ? looking.folder(path) : null);
    const greetings = folders.greetings === folders.inbox ? null : await open(folders.greetings);
    const inbox = await open(folders.inbox);
    return {
      signInMs,
      software: looking.software,
      capabilities: looking.capabilities,
      namespace: looking.namespace,
      folders: listed,
      inbox,
      greetings,
      quota: inbox ? await looking.quota(folders.inbox) : { isSupported: false, limits: null },
      counts: inbox && marked ? await looking.countsOf(marked) : null,
    };
  });
}

/** INBOX alone is the same in any case (RFC 9051 §5.1). */
export function isListed(listed: readonly string[], path: string): boolean {
  return listed.some((one) => one === path || (path.toUpperCase() === 'INBOX' && one.toUpperCase() === 'INBOX'));
}
