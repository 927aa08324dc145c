import { listGreetings } from '#lib/api/greeting-contract.ts';
import { route } from '#lib/http/route.ts';
import { openMailbox } from '#lib/mailbox/open.ts';

export const GET = route(listGreetings, async ({ account, input }) => {
  const { greetings } = await openMailbox(account, input.mailbox);
  return greetings.list();
});
