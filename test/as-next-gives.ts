import type { IncomingMessage } from 'node:http';

/** Reads query and cookies as Next does before it calls an API route. */
export function asNextGives(request: IncomingMessage) {
  const url = new URL(request.url ?? '', 'http://localhost');
  const id = decodeURIComponent(url.pathname.split('/')[3] ?? '');
  const pairs = (request.headers.cookie ?? '').split('; ').map((pair) => pair.split(/=(.*)/s).slice(0, 2));
  const cookies: Record<string, string> = Object.fromEntries(pairs);
  return Object.assign(request, { query: { ...Object.fromEntries(url.searchParams), id }, cookies });
}
