import { callBack } from '#lib/api/contract.ts';
import { countCall } from '#lib/auth/call-limit.ts';
import { route } from '#lib/http/route.ts';
import { openMailbox } from '#lib/mailbox/open.ts';

export const POST = route(callBack, async ({ account, input }) => {
  const mailbox = await openMailbox(account, input.mailbox);
  await countCall(account);
  return { outcome: await mailbox.callBack(input.id) };
});
