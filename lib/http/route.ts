import 'server-only';
import { NextRequest } from 'next/server';
import type { z } from 'zod';
import { accountOf, type Visitor } from '#lib/auth/session.ts';
import { COMPANY_USER_HEADER, companyUserOf } from '#lib/platform/company-header.ts';
import { VoicemailError } from '#lib/voicemail/errors.ts';
import { limitedFile, limitedText } from './body.ts';
import { beginExchange, checkOrigin, failure, logAnswer } from './exchange.ts';
import { checked } from './input.ts';

type Account = Awaited<ReturnType<typeof accountOf>>;

interface Endpoint<I extends z.ZodType, O extends z.ZodType> {
  input: I;
  output: O;
  isPolled?: boolean;
  /** The body is no JSON: a file, or nothing. */
  takes?: readonly string[];
}

interface Asked<I extends z.ZodType> {
  account: Account;
  input: z.output<I>;
  /** The body as a file, for those who take one; not read before it is asked for. */
  file: () => Promise<Uint8Array>;
}

/**
 * A route handler: origin, account, input, handler, answer or problem, log line. The output's type is checked when
 * compiling and not again when running. What the path names is part of the input.
 */
export function route<I extends z.ZodType, O extends z.ZodType>(
  { input, isPolled = false, takes }: Endpoint<I, O>,
  handler: (asked: Asked<I>) => Promise<z.input<O>>,
) {
  return async (request: Request, context?: { params: Promise<object> }): Promise<Response> => {
    const exchange = beginExchange(request.method, new URL(request.url).pathname, visitorOf(request));
    const headers = { 'x-request-id': exchange.requestId, 'cache-control': 'no-store' };
    try {
      checkOrigin(request.method, request.headers.get('origin'));
      const account = await accountOf(exchange.visitor, { isUse: !isPolled });
      const said = { ...(takes ? queryOf(request) : await given(request)), ...(await context?.params) };
      const file = () => limitedFile(request);
      const body = await handler({ account, input: checked(input, said), file });
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
  const query = queryOf(request);
  if (request.method === 'GET' || request.method === 'HEAD') return query;
  return { ...(await jsonBody(request)), ...query };
}

const queryOf = (request: Request) => Object.fromEntries(new URL(request.url).searchParams);

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
