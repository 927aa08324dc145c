import 'server-only';
import type { ImapFlow, ImapFlowError } from 'imapflow';
import { LockTimeout } from '#lib/platform/lock.ts';
import { type ErrorCode, VoicemailError } from '#lib/voicemail/errors.ts';

/** RFC 5530 response codes of a NO. */
const CODE_OF_RESPONSE: Record<string, ErrorCode> = {
  UNAVAILABLE: 'mail-server-unreachable',
  INUSE: 'mailbox-busy',
  LIMIT: 'mailbox-busy',
  NONEXISTENT: 'folder-not-found',
  AUTHENTICATIONFAILED: 'credentials-rejected',
  AUTHORIZATIONFAILED: 'credentials-rejected',
  EXPIRED: 'credentials-rejected',
};

/** imapflow's words for a connection that is not, or no longer, there; and what Node says of sockets. */
const CONNECTION_LOST =
  /^(NoConnection|EConnectionClosed|StateLogout|ClosedAfterConnect\w+|\w+_TIMEOUT|ETIMEOUT|LockTimeout|E(CONN|HOST|NET|AI_|PIPE|PROTO|ADDR|NOTFOUND|TIMEDOUT)\w*|ERR_(TLS|SSL|SOCKET|STREAM)\w*|CERT_\w+|DEPTH_ZERO\w+|SELF_SIGNED\w+|UNABLE_TO\w+)$/;

const REASON: Partial<Record<ErrorCode, string>> = {
  'credentials-rejected': 'the mail server refused the name or the password',
  'mailbox-busy': 'the mail server says that the mailbox is in use or has too many connections',
  'folder-not-found': 'the mail server has no such folder',
  'mail-server-unreachable': 'the mail server does not answer',
  'mail-server-misbehaved': 'the mail server gave an answer that makes no sense here',
};

const RETRY_AFTER_SECONDS = 20;

/**
 * What failed, as one of our errors; the original stays as its cause.
 * @param doing what was being done, as in "Cannot open Work"
 */
export function imapFailure(error: unknown, doing: string): VoicemailError {
  if (error instanceof VoicemailError) return error;
  const code = codeOf(error);
  const mayPass = code === 'mailbox-busy' || code === 'mail-server-unreachable';
  const details = mayPass ? { cause: error, retryAfterSeconds: RETRY_AFTER_SECONDS } : { cause: error };
  return new VoicemailError(code, `${doing}: ${REASON[code] ?? 'the program failed'}`, details);
}

/** Whether the connection itself is gone, so that the same command may do better on a new one. */
export function isConnectionLost(error: unknown): boolean {
  const { code } = (error ?? {}) as ImapFlowError;
  return typeof code === 'string' && CONNECTION_LOST.test(code);
}

/** Whether a folder that was there is gone; imapflow asks LIST before it says so. */
export function isFolderMissing(error: unknown): boolean {
  return ((error ?? {}) as ImapFlowError).mailboxMissing === true;
}

/** Whether the server understood the command and said NO. */
export function isRefusal(error: unknown): boolean {
  return ((error ?? {}) as ImapFlowError).responseStatus === 'NO';
}

/** Whether a message is gone of which this session has not been told yet (RFC 5530 EXPUNGEISSUED). */
export function isExpunged(error: unknown): boolean {
  return ((error ?? {}) as ImapFlowError).serverResponseCode === 'EXPUNGEISSUED';
}

/** Whether the server would do the same a moment later. */
export function isTransient(error: unknown): boolean {
  return codeOf(error) === 'mailbox-busy';
}

function codeOf(error: unknown): ErrorCode {
  const { serverResponseCode, authenticationFailed, tlsFailed, responseStatus, code } = (error ?? {}) as ImapFlowError;
  const said = serverResponseCode ? CODE_OF_RESPONSE[serverResponseCode] : undefined;
  if (said) return said;
  // Courier and Cyrus refuse a password with a bare NO, others with ALERT; another code is no statement on it.
  if (authenticationFailed && responseStatus !== 'BAD' && isVerdict(serverResponseCode)) return 'credentials-rejected';
  if (authenticationFailed) return 'mail-server-misbehaved';
  if (tlsFailed || isConnectionLost(error)) return 'mail-server-unreachable';
  if (isFolderMissing(error)) return 'folder-not-found';
  if (error instanceof LockTimeout) return 'mailbox-busy';
  return responseStatus || typeof code === 'string' ? 'mail-server-misbehaved' : 'unexpected';
}

/** imapflow answers `false`, not a throw, for a refused command, and for one whose connection died. */
export function refused({ usable }: ImapFlow, doing: string): Error {
  if (!usable) return Object.assign(new Error(`${doing}: the connection is gone`), { code: 'NoConnection' });
  return new VoicemailError('mail-server-misbehaved', `${doing}: the mail server refused`);
}

const isVerdict = (code: string | undefined): boolean => code === undefined || code === 'ALERT';
