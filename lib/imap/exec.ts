import 'server-only';
import type { ImapFlow } from 'imapflow';
import { VoicemailError } from '#lib/voicemail/errors.ts';
import { isConnectionLost } from './errors.ts';

type Atom = { type: 'SEQUENCE' | 'ATOM'; value: string };
type Attribute = Atom | Atom[];

/** Not in imapflow's types. Its own `copy` answers `false` and keeps to itself why; its `expunge` takes others' messages along. */
interface Executes {
  exec(command: string, attributes: Attribute[] | false, options?: Options): Promise<{ next(): void }>;
}

interface Options {
  untagged?: Record<string, () => Promise<void>>;
}

async function run(
  client: ImapFlow,
  command: string,
  attributes: Attribute[] | false,
  options?: Options,
): Promise<void> {
  try {
    const answer = await (client as unknown as Executes).exec(command, attributes, options);
    answer.next();
  } catch (error) {
    throw withResponseCode(error);
  }
}

interface Refusal {
  response?: { attributes?: { section?: { value?: unknown }[] }[] };
}

/** RFC 9051 §7.1: the code in brackets, which imapflow reads for its own commands only. */
function withResponseCode(error: unknown): unknown {
  const code = (error as Refusal).response?.attributes?.[0]?.section?.[0]?.value;
  return typeof code === 'string' && error instanceof Error
    ? Object.assign(error, { serverResponseCode: code.toUpperCase() })
    : error;
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
    throw overQuotaOr(error, 'Cannot move messages: the mailbox has no room for the copies');
  }
}

/**
 * Sets or takes away flags. imapflow's own answers `false` and keeps to itself why.
 * @throws {VoicemailError} mail-server-misbehaved when the folder keeps none of these flags; and what imapflow gives
 */
export async function uidStore(
  client: ImapFlow,
  set: string,
  operation: '+FLAGS' | '-FLAGS',
  flags: readonly string[],
): Promise<void> {
  const kept = operation === '+FLAGS' ? flags.filter((flag) => isKept(client, flag)) : flags;
  if (kept.length === 0)
    throw new VoicemailError('mail-server-misbehaved', 'Cannot mark: the folder keeps no such flag');
  await run(client, 'UID STORE', [
    { type: 'SEQUENCE', value: set },
    { type: 'ATOM', value: operation },
    kept.map((value) => ({ type: 'ATOM', value })),
  ]);
}

/** RFC 9051 §7.1: PERMANENTFLAGS; without it every flag may be kept. */
function isKept({ mailbox }: ImapFlow, flag: string): boolean {
  const kept = mailbox ? mailbox.permanentFlags : undefined;
  return !kept || kept.has('\\*') || kept.has(flag);
}

/**
 * NOOP (RFC 9051 §6.1.2), after which the session knows of all that others did to the selected folder.
 * @returns false when the server said that it could not see to that
 */
export async function isFollowed(client: ImapFlow): Promise<boolean> {
  let isGood = true;
  const complain = async () => {
    isGood = false;
  };
  await run(client, 'NOOP', false, { untagged: { NO: complain, BAD: complain } });
  return isGood;
}

/** RFC 4315: these and nothing else. */
export function uidExpunge(client: ImapFlow, set: string): Promise<void> {
  return run(client, 'UID EXPUNGE', [{ type: 'SEQUENCE', value: set }]);
}

/** Everything that anyone flagged `\Deleted`. Only `expunge.ts` may, where it made sure of what that is. */
export function plainExpunge(client: ImapFlow): Promise<void> {
  return run(client, 'EXPUNGE', false);
}

/** RFC 5465: from now on the server tells of new messages, lost ones and flags, in the selected folder and all others. */
export function notifySet(client: ImapFlow): Promise<void> {
  const atom = (value: string): Atom => ({ type: 'ATOM', value });
  const events = ['MessageNew', 'MessageExpunge', 'FlagChange'].map(atom);
  // At run time an attribute may hold lists of lists.
  const told = ['selected', 'personal'].map((where) => [atom(where), events]) as unknown as Attribute[];
  return run(client, 'NOTIFY', [atom('SET'), ...told]);
}

/** RFC 5530 OVERQUOTA; Cyrus and Courier say it in words only. */
function isOverQuota(error: unknown): boolean {
  if (isConnectionLost(error)) return false;
  const { serverResponseCode, responseText } = (error ?? {}) as { serverResponseCode?: string; responseText?: string };
  return serverResponseCode === 'OVERQUOTA' || /over ?quota|quota exceeded|exceed.*quota/i.test(responseText ?? '');
}

/** What the server refused for want of room, said so; any other error as it is. */
export function overQuotaOr(error: unknown, message: string): unknown {
  return isOverQuota(error) ? new VoicemailError('mailbox-over-quota', message, { cause: error }) : error;
}
