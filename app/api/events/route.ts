import { watchMailbox } from '#lib/api/contract.ts';
import { events } from '#lib/http/events.ts';
import { refuseUnproven } from '#lib/mailbox/open.ts';
import { watch } from '#lib/mailbox/watch.ts';

export const dynamic = 'force-dynamic';

export const GET = events(watchMailbox, ({ account, input }, listener) => {
  refuseUnproven(account, input.mailbox);
  return watch(account, listener);
});
