import { isMailServerUp } from '#lib/mailbox/health.ts';

export const dynamic = 'force-dynamic';

/** Open to all: says whether the mail server greets, and nothing else. */
export async function GET(): Promise<Response> {
  const isUp = await isMailServerUp();
  const body = { mailServer: isUp ? 'up' : 'down' };
  return Response.json(body, { status: isUp ? 200 : 503, headers: { 'cache-control': 'no-store' } });
}
