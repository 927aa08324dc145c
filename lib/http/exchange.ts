import 'server-only';
import { randomBytes } from 'node:crypto';
import { accountOf, endSession, type Visitor } from '#lib/auth/session.ts';
import { config } from '#lib/platform/config.ts';
import { describeCause, log } from '#lib/platform/log.ts';
import { VoicemailError } from '#lib/voicemail/errors.ts';
import { type Answer, problemOf } from './problem.ts';

/** One request, from whichever side of Next it came. */
export interface Exchange {
  requestId: string;
  method: string;
  path: string;
  startedAt: number;
  visitor: Visitor;
}

export function beginExchange(method: string, path: string, visitor: Visitor): Exchange {
  return { requestId: randomBytes(6).toString('hex'), method, path, startedAt: performance.now(), visitor };
}

/**
 * Lets a write pass only from our own pages: browsers put Origin on every one.
 * @throws {VoicemailError} origin-mismatch
 */
export function checkOrigin(method: string, origin: string | null): void {
  const { PUBLIC_URL } = config();
  if (method === 'GET' || method === 'HEAD' || origin === new URL(PUBLIC_URL).origin) return;
  throw new VoicemailError('origin-mismatch', `Cannot write: the request does not come from ${PUBLIC_URL}`);
}

/** One line per request: what was asked and how it ended, never a parameter. */
export function logAnswer({ requestId, method, path, startedAt }: Exchange, status: number, error?: unknown): void {
  const line = { requestId, method, path, status, tookMs: Math.round(performance.now() - startedAt) };
  if (error === undefined) log().info(line, 'request');
  else log()[status >= 500 ? 'error' : 'info']({ ...line, cause: describeCause(error) }, 'request failed');
}

/** The answer to a failure, logged; a password that the mail server no longer takes ends the session. */
export async function failure(exchange: Exchange, error: unknown): Promise<Answer> {
  const answer = await answerTo(exchange, error);
  if (answer.body.code === 'credentials-rejected') await endSession(exchange.visitor);
  logAnswer(exchange, answer.status, error);
  return answer;
}

/** Signing out closes the connection to the mail server under what is on its way: that server is not to blame. */
async function answerTo({ visitor, requestId }: Exchange, error: unknown): Promise<Answer> {
  const answer = problemOf(error, requestId);
  if (answer.status < 500) return answer;
  return accountOf(visitor, { isUse: false }).then(
    () => answer,
    (signedOut) => problemOf(signedOut, requestId),
  );
}
