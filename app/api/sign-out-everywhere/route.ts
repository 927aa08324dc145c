import { signOutEverywhere } from '#lib/api/contract.ts';
import { endAllSessions } from '#lib/auth/session.ts';
import { route } from '#lib/http/route.ts';

export const POST = route(signOutEverywhere, async ({ account }) => {
  await endAllSessions(account);
  return {};
});
