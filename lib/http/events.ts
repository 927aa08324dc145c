import 'server-only';
import type { z } from 'zod';
import { accountOf, endSession, sessionIdOf, type Visitor } from '#lib/auth/session.ts';
import { onForgotten } from '#lib/auth/vault.ts';
import { config } from '#lib/platform/config.ts';
import { once } from '#lib/platform/once.ts';
import { VoicemailError } from '#lib/voicemail/errors.ts';
import type { FolderSlug } from '#lib/voicemail/folder.ts';
import { EventStream } from './event-stream.ts';
import { beginExchange, failure, logAnswer } from './exchange.ts';
import { checked } from './input.ts';
import { visitorOf } from './route.ts';

type Account = Awaited<ReturnType<typeof accountOf>>;

/** What a tab is told of. */
interface Listener {
  changed(folder: FolderSlug | null): void;
  live(isLive: boolean): void;
  /** The mail server takes the password no more. */
  refused(): void;
}

/** `no-transform`: what is compressed is also held back. The last is for nginx. */
const HEADERS = {
  'content-type': 'text/event-stream; charset=utf-8',
  'cache-control': 'no-store, no-transform',
  'x-accel-buffering': 'no',
};

/**
 * A route handler that answers with a stream of events.
 * @param watch begins to tell the listener of what happens, and returns what ends that
 */
export function events<I extends z.ZodType>(
  { input }: { input: I },
  watch: (context: { account: Account; input: z.output<I> }, listener: Listener) => () => void,
) {
  return async (request: Request): Promise<Response> => {
    const { pathname, searchParams } = new URL(request.url);
    const exchange = beginExchange(request.method, pathname, visitorOf(request));
    const headers = { 'x-request-id': exchange.requestId };
    try {
      const account = await accountOf(exchange.visitor, { isUse: false });
      const asked = checked(input, Object.fromEntries(searchParams));
      const stream = await openStream(exchange.visitor, request.signal);
      begin(stream, () => watch({ account, input: asked }, listenerOf(stream, exchange.visitor)));
      logAnswer(exchange, 200);
      return new Response(stream.body, { headers: { ...headers, ...HEADERS } });
    } catch (error) {
      const { body, status, headers: more } = await failure(exchange, error);
      return Response.json(body, { status, headers: { ...headers, 'cache-control': 'no-store', ...more } });
    }
  };
}

/** A stream that nothing is to be told on leaves no trace. */
function begin(stream: EventStream, watch: () => () => void): void {
  try {
    stream.onEnd(watch());
  } catch (error) {
    stream.close();
    throw error;
  }
}

/** Ends with the session, whoever ends that, or when the tab goes. */
async function openStream(visitor: Visitor, signal: AbortSignal): Promise<EventStream> {
  const sessionId = (await sessionIdOf(visitor)) ?? '';
  const giveBack = takeOne(sessionId);
  const stream = new EventStream(() => isSignedIn(visitor));
  const close = () => stream.close();
  signal.addEventListener('abort', close);
  if (signal.aborted) close();
  stream.onEnd(() => signal.removeEventListener('abort', close));
  stream.onEnd(giveBack);
  stream.onEnd(onForgotten((gone) => gone === sessionId && stream.signOut()));
  return stream;
}

function listenerOf(stream: EventStream, visitor: Visitor): Listener {
  return {
    changed: (folder) => stream.send('changed', { folder }, `changed ${folder}`),
    live: (isLive) => stream.send('live', { live: isLive }),
    refused: () => void endSession(visitor),
  };
}

/** Unless that is known not to be so: a hint tells nothing, and what it leads to is asked for anew. */
async function isSignedIn(visitor: Visitor): Promise<boolean> {
  return accountOf(visitor, { isUse: false }).then(
    () => true,
    (error) => error instanceof VoicemailError && error.code === 'sessions-unreachable',
  );
}

/**
 * A browser has six HTTP/1.1 connections to a site, for all tabs together: a stream in each would leave none to fetch
 * with. A proxy speaks HTTP/2 to it.
 */
const maxStreams = () => (config().TRUSTED_PROXIES.length > 0 ? 20 : 5);
const open = () => once('event-streams', () => new Map<string, number>());

/** @throws {VoicemailError} too-many-attempts */
function takeOne(sessionId: string): () => void {
  const count = (change: number) => {
    const next = (open().get(sessionId) ?? 0) + change;
    if (next > 0) open().set(sessionId, next);
    else open().delete(sessionId);
    return next;
  };
  const giveBack = () => void count(-1);
  if (count(1) <= maxStreams()) return giveBack;
  giveBack();
  throw new VoicemailError('too-many-attempts', `Cannot watch the mailbox: ${maxStreams()} tabs do already`, {
    retryAfterSeconds: 30,
  });
}
