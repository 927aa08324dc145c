import 'server-only';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { NextRequest } from 'next/server';
import { config } from '#lib/platform/config.ts';
import type { DirectAnswers } from '#lib/platform/direct.ts';
import { describeCause, log } from '#lib/platform/log.ts';
import type { SoundRequest } from './sound.ts';

/** Next leaves shorter answers as they are, too. */
const LEAST_GZIP_BYTES = 1024;

/** A GET route of ours that is called without Next. */
export interface Direct {
  /** The whole path, below `BASE_PATH`; what it names is the query's, as in a folder name of Next's. */
  path: RegExp;
  answer(request: IncomingMessage, response: ServerResponse, named: Record<string, string>): Promise<void>;
}

/** A route handler, as a `route.ts` has it. */
export function directCall(path: RegExp, handler: (request: Request) => Promise<Response>): Direct {
  return {
    path,
    answer: async (request, response) => send(await handler(asRequest(request)), request, response),
  };
}

/** A Pages API handler that serves sound. */
export function directSound(
  path: RegExp,
  handler: (request: SoundRequest, response: ServerResponse) => Promise<void>,
): Direct {
  return {
    path,
    answer: (request, response, named) => handler(Object.assign(request, asPagesGive(request, named)), response),
  };
}

/** Answers those of the routes that a request is for; every other request is Next's. */
export function answersOf(routes: Direct[]): DirectAnswers {
  const { BASE_PATH } = config();
  return (request, response) => {
    const { method, url = '' } = request;
    const [path = ''] = url.split('?', 1);
    if (method !== 'GET' || !path.startsWith(BASE_PATH)) return false;
    for (const route of routes) {
      const found = route.path.exec(path.slice(BASE_PATH.length));
      if (!found) continue;
      route.answer(request, response, { ...found.groups }).catch((error: unknown) => fail(response, error));
      return true;
    }
    return false;
  };
}

function asRequest({ method = '', url = '', headers }: IncomingMessage): Request {
  const pairs = Object.entries(headers).map(([name, value]): [string, string] => [name, String(value)]);
  return new Request(new URL(url, config().PUBLIC_URL), { method, headers: pairs });
}

/** Query and cookies as Next hands them to an API route: what is said twice is an array. */
function asPagesGive(request: IncomingMessage, named: Record<string, string>) {
  const { nextUrl, cookies } = new NextRequest(asRequest(request));
  const names = [...new Set(nextUrl.searchParams.keys())];
  const values = names.map((name) => nextUrl.searchParams.getAll(name));
  return {
    query: { ...Object.fromEntries(names.map((name, at) => [name, asOne(values[at])])), ...named },
    cookies: Object.fromEntries(cookies.getAll().map(({ name, value }) => [name, value])),
  };
}

function asOne(values: string[] = []): string | string[] {
  const [only = ''] = values;
  return values.length === 1 ? only : values;
}

async function send(answer: Response, { headers }: IncomingMessage, response: ServerResponse): Promise<void> {
  const body = Buffer.from(await answer.arrayBuffer());
  const isZipped =
    body.length >= LEAST_GZIP_BYTES && /\bgzip\b(?!\s*;\s*q=0(\.0*)?\s*(,|$))/.test(`${headers['accept-encoding']}`);
  const bytes = isZipped ? await promisify(gzip)(body) : body;
  response.setHeaders(answer.headers);
  response.setHeader('vary', 'Accept-Encoding');
  if (isZipped) response.setHeader('content-encoding', 'gzip');
  response.writeHead(answer.status, { 'content-length': bytes.length }).end(bytes);
}

/** The routes answer their own failures: what comes here is a bug, and nobody is left waiting. */
function fail(response: ServerResponse, error: unknown): void {
  log().error({ cause: describeCause(error) }, 'a direct answer failed');
  if (response.headersSent) response.destroy();
  else response.writeHead(500, { 'cache-control': 'no-store' }).end();
}
