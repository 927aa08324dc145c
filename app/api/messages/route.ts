import { changeMessages, listMessages } from '#lib/api/contract.ts';
import { route } from '#lib/http/route.ts';
import { openMailbox } from '#lib/mailbox/open.ts';

export const GET = route(listMessages, async ({ account, input }) => {
  const mailbox = await openMailbox(account, input.mailbox);
  return mailbox.messages(input);
});

export const PATCH = route(changeMessages, async ({ account, input }) => {
  const mailbox = await openMailbox(account, input.mailbox);
  return mailbox.mark(input.ids, input.status);
});
