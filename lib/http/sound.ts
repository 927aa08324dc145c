import 'server-only';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { z } from 'zod';
import { accountOf } from '#lib/auth/session.ts';
import { COMPANY_USER_HEADER, companyUserOf } from '#lib/platform/company-header.ts';
import { VoicemailError } from '#lib/voicemail/errors.ts';
import { beginExchange, type Exchange, failure, logAnswer } from './exchange.ts';
import { checked } from './input.ts';
import { spanOf } from './range.ts';

/** Bytes to serve, whole or in ranges, none of which are made before they are asked for. */
export interface Served {
  sizeBytes: number;
  /** From one byte up to another, which is not included, in pieces. */
  between(firstByte: number, endByte: number): AsyncGenerator<Uint8Array>;
  contentType: string;
  /** Quoted, strong: the same tag means the same bytes for ever. */
  etag: string;
  /** For a download. */
  contentDisposition?: string;
  /** Called when the sound, or that the browser has it already, was said to somebody who asked for it by GET. */
  handedOut?(): void;
}

export type SoundRequest = IncomingMessage & {
  query: Partial<Record<string, string | string[]>>;
  cookies: Partial<Record<string, string>>;
};
type Account = Awaited<ReturnType<typeof accountOf>>;

/**
 * A Pages API handler that serves bytes with an exact Content-Length, Range, HEAD and ETag, which a route handler
 * cannot: Next drops Content-Length there.
 */
export function soundRoute<S extends z.ZodType>(
  { input }: { input: S },
  load: (context: { account: Account; input: z.output<S> }) => Promise<Served>,
) {
  return async (request: SoundRequest, response: ServerResponse): Promise<void> => {
    const exchange = beginSound(request, response);
    if (!exchange) return;
    try {
      const account = await accountOf(exchange.visitor);
      const served = await load({ account, input: checked(input, request.query) });
      await serve(request, response, served, (status) => {
        logAnswer(exchange, status);
        if (request.method === 'GET') served.handedOut?.();
      });
    } catch (error) {
      await sayWhy(exchange, error, request, response);
    }
  };
}

/** `null` where the method is none for reading, and the answer has been given. */
export function beginSound(request: SoundRequest, response: ServerResponse): Exchange | null {
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    response.writeHead(405, { allow: 'GET, HEAD' }).end();
    return null;
  }
  const cookies = request.cookies as Record<string, string>;
  const clientAddress = String(request.headers['x-forwarded-for'] ?? 'unknown');
  const companyUser = companyUserOf(request.headers[COMPANY_USER_HEADER]);
  const path = (request.url ?? '').replace(/\?.*/s, '');
  const exchange = beginExchange(request.method, path, { cookies, clientAddress, companyUser });
  response.setHeader('x-request-id', exchange.requestId);
  return exchange;
}

/** Answers a failure: with the problem, or where bytes have left already by breaking off. */
export async function sayWhy(exchange: Exchange, error: unknown, { method }: SoundRequest, response: ServerResponse) {
  if (response.headersSent) {
    // Too late for a problem: that less came than was announced tells the browser.
    logAnswer(exchange, response.statusCode, error);
    response.destroy();
    return;
  }
  const { status, headers, body } = await failure(exchange, error);
  const text = JSON.stringify(body);
  response.writeHead(status, { ...headers, 'cache-control': 'no-store', 'content-length': Buffer.byteLength(text) });
  response.end(method === 'HEAD' ? undefined : text);
}

/** @param answered called with the status once it is known, which for a sound is before its end */
async function serve(
  request: SoundRequest,
  response: ServerResponse,
  served: Served,
  answered: (status: number) => void,
): Promise<void> {
  const { sizeBytes, etag } = served;
  const headers = headersOf(served);
  if (isFresh(request.headers['if-none-match'], etag)) {
    response.writeHead(304, headers).end();
    answered(304);
    return;
  }
  const span = askedSpan(request, etag, sizeBytes);
  if (span === 'unsatisfiable') {
    response.setHeader('content-range', `bytes */${sizeBytes}`);
    throw new VoicemailError('range-not-satisfiable', `Cannot send that range: the sound has ${sizeBytes} bytes`);
  }
  const { first, last } = span ?? { first: 0, last: sizeBytes - 1 };
  const pieces = served.between(first, request.method === 'HEAD' ? first : last + 1);
  // Before the status: what fails at once is a problem, not a sound that breaks off.
  const firstPiece = await pieces.next();
  const range = span && { 'content-range': `bytes ${first}-${last}/${sizeBytes}` };
  response.writeHead(span ? 206 : 200, { ...headers, ...range, 'content-length': last - first + 1 });
  answered(response.statusCode);
  await pour(firstPiece, pieces, response);
}

/** At the browser's pace: the next piece is made when the one before has left. A browser that goes away ends it. */
export async function pour(
  firstPiece: IteratorResult<Uint8Array, void>,
  pieces: AsyncGenerator<Uint8Array>,
  response: ServerResponse,
): Promise<void> {
  for (let piece = firstPiece; !piece.done; piece = await pieces.next()) {
    const isRoomLeft = response.write(piece.value);
    if (!isRoomLeft) await drained(response);
    if (response.destroyed) {
      await pieces.return(undefined);
      return;
    }
  }
  response.end();
}

function drained(response: ServerResponse): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      response.off('drain', done).off('close', done);
      resolve();
    };
    response.on('drain', done).on('close', done);
    if (response.destroyed) done();
  });
}

function headersOf({ contentType, etag, contentDisposition }: Served): Record<string, string> {
  return {
    'content-type': contentType,
    'accept-ranges': 'bytes',
    etag,
    // Kept, but asked for each time: nothing plays from a cache after sign-out.
    'cache-control': 'private, no-cache',
    'x-content-type-options': 'nosniff',
    ...(contentDisposition && { 'content-disposition': contentDisposition }),
  };
}

/** RFC 9110 §13.1.5: a range of something that has changed since is answered with the whole. HEAD knows no ranges. */
function askedSpan({ headers, method }: SoundRequest, etag: string, size: number) {
  const ifRange = headers['if-range'];
  if (method === 'HEAD' || (ifRange !== undefined && ifRange !== etag)) return null;
  return spanOf(headers.range, size);
}

function isFresh(ifNoneMatch: string | undefined, etag: string): boolean {
  const tags = ifNoneMatch?.split(',').map((tag) => tag.trim().replace(/^W\//, ''));
  return tags?.some((tag) => tag === '*' || tag === etag) ?? false;
}
