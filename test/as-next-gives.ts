import type { IncomingMessage } from 'node:http';

/** Reads query and cookies as Next does before it calls an API route. */
export function asNextGives(request: IncomingMessage) {
  const url = new URL(request.url ?? '', 'http://localhost');
  const id = decodeURIComponent(url.pathname.split('/')[3] ?? '');
  const [name = '', value = ''] = (request.headers.cookie ?? '').split(/=(.*)/s);
  return Object.assign(request, { query: { ...Object.fromEntries(url.searchParams), id }, cookies: { [name]: value } });
}
