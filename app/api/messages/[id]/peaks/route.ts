import { getPeaks } from '#lib/api/sound-contract.ts';
import { route } from '#lib/http/route.ts';
import { openMailbox } from '#lib/mailbox/open.ts';

export const GET = route(getPeaks, async ({ account, input }) => {
  const mailbox = await openMailbox(account, input.mailbox);
  return mailbox.outline(input.id);
});
