import { NextRequest } from 'next/server';
import { authHandler } from '#lib/auth/options.ts';
import { limitedText } from '#lib/http/body.ts';
import { checkOrigin } from '#lib/http/exchange.ts';
import { problemOf } from '#lib/http/problem.ts';

export { authHandler as GET };

/** next-auth reads a body of any size before it knows who sends it. */
export async function POST(request: NextRequest, context: unknown): Promise<Response> {
  try {
    const { url, headers, method } = request;
    // Without one, or from a form without script (`null`), next-auth's own token must do.
    const origin = headers.get('origin') ?? 'null';
    if (origin !== 'null') checkOrigin(method, origin);
    return await authHandler(new NextRequest(url, { headers, method, body: await limitedText(request) }), context);
  } catch (error) {
    const { status, headers, body } = problemOf(error, 'sign-in');
    return Response.json(body, { status, headers });
  }
}
