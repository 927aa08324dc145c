import 'server-only';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { z } from 'zod';
import { accountOf } from '#lib/auth/session.ts';
import { VoicemailError } from '#lib/voicemail/errors.ts';
import { beginExchange, failure, logAnswer } from './exchange.ts';
import { checked } from './input.ts';
import { type Span, spanOf } from './range.ts';

/** Bytes to serve, whole or in ranges. */
export interface Served {
  bytes: Uint8Array;
  contentType: string;
  /** Quoted, strong: the same tag means the same bytes for ever. */
  etag: string;
  /** For a download. */
  contentDisposition?: string;
}

type SoundRequest = IncomingMessage & {
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
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      response.writeHead(405, { allow: 'GET, HEAD' }).end();
      return;
    }
    const cookies = request.cookies as Record<string, string>;
    const clientAddress = String(request.headers['x-forwarded-for'] ?? 'unknown');
    const path = (request.url ?? '').replace(/\?.*/s, '');
    const exchange = beginExchange(request.method, path, { cookies, clientAddress });
    response.setHeader('x-request-id', exchange.requestId);
    try {
      const account = await accountOf(exchange.visitor);
      const served = await load({ account, input: checked(input, request.query) });
      logAnswer(exchange, serve(request, response, served));
    } catch (error) {
      const { status, headers, body } = await failure(exchange, error);
      const text = JSON.stringify(body);
      response.writeHead(status, {
        ...headers,
        'cache-control': 'no-store',
        'content-length': Buffer.byteLength(text),
      });
      response.end(request.method === 'HEAD' ? undefined : text);
    }
  };
}

/** Writes the answer and says its status. */
function serve(request: SoundRequest, response: ServerResponse, { bytes, ...served }: Served): number {
  for (const [name, value] of Object.entries(headersOf(served))) response.setHeader(name, value);
  if (isFresh(request.headers['if-none-match'], served.etag)) {
    response.writeHead(304).end();
    return 304;
  }
  const span = askedSpan(request, served.etag, bytes.byteLength);
  if (span === 'unsatisfiable') {
    response.setHeader('content-range', `bytes */${bytes.byteLength}`);
    throw new VoicemailError(
      'range-not-satisfiable',
      `Cannot send that range: the sound has ${bytes.byteLength} bytes`,
    );
  }
  return send(request.method ?? 'GET', response, bytes, span);
}

function send(method: string, response: ServerResponse, bytes: Uint8Array, span: Span | null): number {
  const { first, last } = span ?? { first: 0, last: bytes.byteLength - 1 };
  const status = span ? 206 : 200;
  if (span) response.setHeader('content-range', `bytes ${first}-${last}/${bytes.byteLength}`);
  response.writeHead(status, { 'content-length': last - first + 1 });
  response.end(method === 'HEAD' ? undefined : bytes.subarray(first, last + 1));
  return status;
}

function headersOf({ contentType, etag, contentDisposition }: Omit<Served, 'bytes'>): Record<string, string> {
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
