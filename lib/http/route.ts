import 'server-only';
import { NextRequest } from 'next/server';
import type { z } from 'zod';
import { accountOf, type Visitor } from '#lib/auth/session.ts';
import { COMPANY_USER_HEADER, companyUserOf } from '#lib/platform/company-header.ts';
import { VoicemailError } from '#lib/voicemail/errors.ts';
import { limitedText } from './body.ts';
import { beginExchange, checkOrigin, failure, logAnswer } from './exchange.ts';
import { checked } from './input.ts';

type Account = Awaited<ReturnType<typeof accountOf>>;

/**
 * A route handler: origin, account, input, handler, answer or problem, log line. The output's type is checked when
 * compiling and not again when running.
 */
export function route<I extends z.ZodType, O extends z.ZodType>(
  { input, isPolled = false }: { input: I; output: O; isPolled?: boolean },
  handler: (context: { account: Account; input: z.output<I> }) => Promise<z.input<O>>,
) {
  return async (request: Request): Promise<Response> => {
    const exchange = beginExchange(request.method, new URL(request.url).pathname, visitorOf(request));
    const headers = { 'x-request-id': exchange.requestId, 'cache-control': 'no-store' };
    try {
      checkOrigin(request.method, request.headers.get('origin'));
      const account = await accountOf(exchange.visitor, { isUse: !isPolled });
      const body = await handler({ account, input: checked(input, await given(request)) });
      logAnswer(exchange, 200);
      return Response.json(body, { headers });
    } catch (error) {
      const problem = await failure(exchange, error);
      return Response.json(problem.body, { status: problem.status, headers: { ...headers, ...problem.headers } });
    }
  };
}

/** As much of a request as says who asks. */
export function visitorOf(request: Request): Visitor {
  const { cookies } = new NextRequest(request.url, { headers: request.headers });
  return {
    cookies: Object.fromEntries(cookies.getAll().map(({ name, value }) => [name, value])),
    clientAddress: request.headers.get('x-forwarded-for') ?? 'unknown',
    companyUser: companyUserOf(request.headers.get(COMPANY_USER_HEADER)),
  };
}

/** Query and JSON body in one; the body cannot overwrite which mailbox the address says. */
async function given(request: Request): Promise<Record<string, unknown>> {
  const query = Object.fromEntries(new URL(request.url).searchParams);
  if (request.method === 'GET' || request.method === 'HEAD') return query;
  return { ...(await jsonBody(request)), ...query };
}

async function jsonBody(request: Request): Promise<object> {
  const text = await limitedText(request);
  try {
    const body: unknown = JSON.parse(text);
    if (typeof body === 'object' && body !== null) return body;
  } catch {
    // Falls through: what is no JSON is no object either.
  }
  throw new VoicemailError('request-invalid', 'Cannot read the request: the body is not a JSON object');
}
