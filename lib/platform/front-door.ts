import { createServer, type IncomingMessage, type RequestListener, type Server, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { clientAddress } from './client-address.ts';
import { passOnCompanyUser } from './company-header.ts';
import type { Config } from './config.ts';
import { securityHeaders } from './security-headers.ts';

/** 500 message ids take about 15 kB. */
const MAX_BODY_BYTES = 256 * 1024;
/** A greeting is a file. */
const GREETING = /\/api\/greetings\/[a-z]+(\?|$)/;
const MAX_GREETING_BYTES = 8 * 1024 * 1024;
const METHODS = ['GET', 'HEAD', 'POST', 'PATCH', 'PUT', 'DELETE'];
/** What a client says of itself and Next would believe. */
const NOT_TO_BE_BELIEVED = ['forwarded', 'x-real-ip', 'x-forwarded-port', 'x-middleware-subrequest'];

type Settings = Pick<Config, 'PUBLIC_URL' | 'TRUSTED_PROXIES' | 'PROXY_USER_HEADER' | 'REQUEST_TIMEOUT_SECONDS'>;

interface Refusal {
  status: 405 | 411 | 413;
  code: 'request-invalid' | 'body-too-large';
  title: string;
}

/**
 * The HTTP server before Next: the one place that every request passes and every answer leaves by. What comes too slowly,
 * is too large or of no known method goes no further, and each answer carries the security headers.
 */
export function frontDoor(settings: Settings, handle: RequestListener): Server {
  const headers = new Headers(securityHeaders(settings.PUBLIC_URL));
  const timeoutMs = settings.REQUEST_TIMEOUT_SECONDS * 1000;
  const limits = { requestTimeout: timeoutMs, headersTimeout: timeoutMs, connectionsCheckingInterval: timeoutMs / 4 };
  const server = createServer(limits, (request, response) => {
    response.setHeaders(headers);
    const refusal = refusalOf(request);
    if (refusal) return refuse(response, refusal);
    writeWhoAsks(request, settings);
    handle(request, response);
  });
  server.on('clientError', (error, socket) => hangUp(error, socket as Socket, headers));
  return server;
}

function refusalOf({ method = '', headers, url = '' }: IncomingMessage): Refusal | null {
  if (!METHODS.includes(method))
    return { status: 405, code: 'request-invalid', title: 'Cannot read the request: there is no such method here' };
  // Whoever does not say how much will come could send for ever; browsers always say.
  if (headers['transfer-encoding'] !== undefined)
    return { status: 411, code: 'request-invalid', title: 'Cannot read the request: it does not say how long it is' };
  const isGreeting = method === 'PUT' && GREETING.test(url);
  if (Number(headers['content-length'] ?? 0) <= (isGreeting ? MAX_GREETING_BYTES : MAX_BODY_BYTES)) return null;
  const limit = isGreeting ? '8 MB' : '256 kB';
  return { status: 413, code: 'body-too-large', title: `Cannot read the request: it is over ${limit}` };
}

/** Node throws away the rest of a body that nobody reads. */
function refuse(response: ServerResponse, { status, code, title }: Refusal): void {
  const body = JSON.stringify({ type: `/problems/${code}`, title, status, code, requestId: 'front-door' });
  response.writeHead(status, {
    'content-type': 'application/problem+json',
    'cache-control': 'no-store',
    ...(status === 405 && { allow: METHODS.join(', ') }),
  });
  response.end(body);
}

/** Next believes whatever a client says of itself; only what is written here reaches it. */
function writeWhoAsks(request: IncomingMessage, settings: Settings): void {
  const { headers, socket } = request;
  const { PUBLIC_URL, TRUSTED_PROXIES } = settings;
  const { host, protocol } = new URL(PUBLIC_URL);
  const address = clientAddress(socket.remoteAddress, headers['x-forwarded-for'], TRUSTED_PROXIES);
  passOnCompanyUser(request, settings, address);
  for (const name of NOT_TO_BE_BELIEVED) delete headers[name];
  headers['x-forwarded-for'] = address;
  headers['x-forwarded-host'] = host;
  headers['x-forwarded-proto'] = protocol.slice(0, -1);
}

const STATUS_OF_ERROR: Record<string, string> = {
  HPE_HEADER_OVERFLOW: '431 Request Header Fields Too Large',
  ERR_HTTP_REQUEST_TIMEOUT: '408 Request Timeout',
};

/** As Node itself does, and with the headers. */
function hangUp(error: Error & { code?: string }, socket: Socket, headers: Headers): void {
  if (!socket.writable || error.code === 'ECONNRESET') return void socket.destroy();
  const lines = [...headers].map(([name, value]) => `${name}: ${value}\r\n`).join('');
  const status = STATUS_OF_ERROR[error.code ?? ''] ?? '400 Bad Request';
  socket.end(`HTTP/1.1 ${status}\r\n${lines}connection: close\r\n\r\n`, () => socket.destroy());
}
