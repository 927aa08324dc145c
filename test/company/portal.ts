// Next's own, before anything of it is loaded: else there is no request to ask for.
import 'next/dist/server/node-environment-baseline.js';
import { once } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { workAsyncStorage } from 'next/dist/server/app-render/work-async-storage.external.js';
import { workUnitAsyncStorage } from 'next/dist/server/app-render/work-unit-async-storage.external.js';
import { NextRequest } from 'next/server.js';
import * as authRoute from '#app/api/auth/[...nextauth]/route.ts';
import * as eventsRoute from '#app/api/events/route.ts';
import * as mailboxRoute from '#app/api/mailbox/route.ts';
import * as changesRoute from '#app/api/messages/changes/route.ts';
import * as messagesRoute from '#app/api/messages/route.ts';
import * as everywhereRoute from '#app/api/sign-out-everywhere/route.ts';
import { config } from '#lib/platform/config.ts';
import { frontDoor } from '#lib/platform/front-door.ts';
import recordingRoute from '#pages/api/messages/[id]/recording.ts';
import { asNextGives } from '#test/as-next-gives.ts';

type Handler = (request: NextRequest, context: unknown) => Promise<Response>;

/** What Next finds by path and method; its own types know of more. */
const ROUTES: Record<string, object> = {
  '/api/mailbox': mailboxRoute,
  '/api/messages': messagesRoute,
  '/api/messages/changes': changesRoute,
  '/api/events': eventsRoute,
  '/api/sign-out-everywhere': everywhereRoute,
};

const AUTH = /^\/api\/auth\/(.+)$/;
const RECORDING = /^\/api\/messages\/[^/]+\/recording$/;

/**
 * The portal's front door and its routes, as the settings of this process have them, in this process and without Next's pages.
 * @param port where `PUBLIC_URL` says that it is
 */
export async function openDoor(port: number): Promise<{ stop(): Promise<void> }> {
  const server = frontDoor(config(), (request, response) => {
    // A bug is what the test then sees, instead of silence.
    serve(request, response).catch((error) => response.writeHead(500).end(String(error)));
  });
  await once(server.listen(port, '127.0.0.1'), 'listening');
  return { stop: async () => void server.close().closeAllConnections() };
}

async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { PUBLIC_URL, BASE_PATH } = config();
  const url = new URL(request.url ?? '', PUBLIC_URL);
  const path = url.pathname.slice(BASE_PATH.length);
  if (RECORDING.test(path)) return recordingRoute(asNextGives(request), response);
  const asked = await requestOf(request, url);
  const answer = await inNext(asked, () => answerOf(asked, path));
  response.setHeaders(answer.headers);
  response.writeHead(answer.status);
  for await (const bytes of answer.body ?? []) response.write(bytes);
  response.end();
}

async function answerOf(asked: NextRequest, path: string): Promise<Response> {
  const [, auth] = AUTH.exec(path) ?? [];
  const route = auth === undefined ? ROUTES[path] : authRoute;
  const handler: Handler | undefined = Reflect.get(route ?? {}, asked.method);
  if (!handler) return new Response('A page', { status: 200 });
  return handler(asked, { params: Promise.resolve({ nextauth: auth?.split('/') }) });
}

/** Lets what asks Next for `headers()` and `cookies()` find them. */
function inNext<T>({ nextUrl, headers, cookies }: NextRequest, run: () => Promise<T>): Promise<T> {
  const unit = { type: 'request', phase: 'render', headers, cookies };
  const work = { route: nextUrl.pathname };
  return workAsyncStorage.run(work as never, () => workUnitAsyncStorage.run(unit as never, run));
}

async function requestOf(request: IncomingMessage, url: URL): Promise<NextRequest> {
  const { method = 'GET', headers } = request;
  const hasBody = !['GET', 'HEAD'].includes(method);
  return new NextRequest(url, {
    method,
    headers: headers as Record<string, string>,
    ...(hasBody && { body: await buffer(request) }),
  });
}
