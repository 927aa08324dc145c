/** Every way in which a request can fail. `lib/http/problem.ts` gives each its HTTP status. */
export const ERROR_CODES = [
  'request-invalid',
  'sign-in-required',
  'credentials-rejected',
  'second-factor-required',
  'second-factor-rejected',
  'origin-mismatch',
  'not-allowed',
  'folder-not-found',
  'message-not-found',
  'recording-not-found',
  'message-id-stale',
  'folder-full',
  'purge-unsafe',
  'greeting-refused',
  'mailbox-over-quota',
  'range-not-satisfiable',
  'body-too-large',
  'recording-unsupported',
  'too-many-attempts',
  'not-supported',
  'mail-server-misbehaved',
  'mailbox-busy',
  'mail-server-unreachable',
  'sessions-unreachable',
  'site-misconfigured',
  'unexpected',
] as const;

export type ErrorCode = (typeof ERROR_CODES)[number];

export interface ErrorDetails {
  cause?: unknown;
  /** Where the input is wrong, for `request-invalid`. */
  issues?: { path: string; message: string }[];
  /** When another try makes sense, for `too-many-attempts` and the 503s. */
  retryAfterSeconds?: number;
}

/** The one error class. The message says what failed, then why: "Cannot open Work: the mail server hung up". */
export class VoicemailError extends Error {
  override readonly name = 'VoicemailError';
  readonly code: ErrorCode;
  readonly issues: ErrorDetails['issues'];
  readonly retryAfterSeconds: number | undefined;

  constructor(code: ErrorCode, message: string, details: ErrorDetails = {}) {
    super(message, { cause: details.cause });
    this.code = code;
    this.issues = details.issues;
    this.retryAfterSeconds = details.retryAfterSeconds;
  }
}
