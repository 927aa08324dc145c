import { connectionHealth, isMailServerUp } from '#lib/mailbox/health.ts';

export const dynamic = 'force-dynamic';

/** Open to all: says whether the mail server greets, whether anybody went without a connection, and nothing else. */
export async function GET(): Promise<Response> {
  const isUp = await isMailServerUp();
  const body = { mailServer: isUp ? 'up' : 'down', connections: connectionHealth() };
  return Response.json(body, { status: isUp ? 200 : 503, headers: { 'cache-control': 'no-store' } });
}
