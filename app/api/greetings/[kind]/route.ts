import { putGreeting, removeGreeting } from '#lib/api/greeting-contract.ts';
import { route } from '#lib/http/route.ts';
import { openMailbox } from '#lib/mailbox/open.ts';

export const PUT = route(putGreeting, async ({ account, input, file }) => {
  const { greetings } = await openMailbox(account, input.mailbox);
  await greetings.put(input.kind, await file(), input.endsAt);
  return greetings.list();
});

export const DELETE = route(removeGreeting, async ({ account, input }) => {
  const { greetings } = await openMailbox(account, input.mailbox);
  await greetings.remove(input.kind);
  return greetings.list();
});
