import { changeMessages, listMessages, purgeMessages } from '#lib/api/contract.ts';
import { route } from '#lib/http/route.ts';
import { openMailbox } from '#lib/mailbox/open.ts';

export const GET = route(listMessages, async ({ account, input }) => {
  const mailbox = await openMailbox(account, input.mailbox);
  return mailbox.messages(input);
});

export const PATCH = route(changeMessages, async ({ account, input }) => {
  const mailbox = await openMailbox(account, input.mailbox);
  return mailbox.change(input, input);
});

export const DELETE = route(purgeMessages, async ({ account, input }) => {
  const mailbox = await openMailbox(account, input.mailbox);
  return mailbox.purge(input, { isOverQuota: input.overQuota === true });
});
