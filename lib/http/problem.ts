import 'server-only';
import type { Problem } from '#lib/api/contract.ts';
import { type ErrorCode, VoicemailError } from '#lib/voicemail/errors.ts';

const STATUS: Record<ErrorCode, number> = {
  'request-invalid': 400,
  'sign-in-required': 401,
  'credentials-rejected': 401,
  'second-factor-required': 401,
  'second-factor-rejected': 403,
  'origin-mismatch': 403,
  'not-allowed': 403,
  'folder-not-found': 404,
  'message-not-found': 404,
  'recording-not-found': 404,
  'folder-full': 409,
  'purge-unsafe': 409,
  'greeting-refused': 409,
  'message-id-stale': 410,
  'body-too-large': 413,
  'recording-unsupported': 415,
  'range-not-satisfiable': 416,
  'too-many-attempts': 429,
  unexpected: 500,
  'not-supported': 501,
  'mail-server-misbehaved': 502,
  'mailbox-busy': 503,
  'mail-server-unreachable': 503,
  'sessions-unreachable': 503,
  'site-misconfigured': 503,
  'mailbox-over-quota': 507,
};

export interface Answer {
  status: number;
  headers: Record<string, string>;
  body: Problem;
}

/** Any failure as RFC 9457 problem details. A bug says its request id and nothing else. */
export function problemOf(error: unknown, requestId: string): Answer {
  const known = error instanceof VoicemailError ? error : new VoicemailError('unexpected', 'Something failed here');
  const { code, message, issues, retryAfterSeconds } = known;
  const body = {
    type: `/problems/${code}`,
    title: code === 'unexpected' ? 'Something failed here' : message,
    status: STATUS[code],
    code,
    requestId,
    ...(issues && { issues }),
    ...(retryAfterSeconds !== undefined && { retryAfterSeconds }),
  };
  const retry: Record<string, string> =
    retryAfterSeconds === undefined ? {} : { 'retry-after': String(retryAfterSeconds) };
  return { status: body.status, headers: { 'content-type': 'application/problem+json', ...retry }, body };
}
