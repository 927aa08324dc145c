import { getGreetingRecording } from '#lib/api/greeting-contract.ts';
import { soundRoute } from '#lib/http/sound.ts';
import { openMailbox } from '#lib/mailbox/open.ts';

export const config = { api: { bodyParser: false, responseLimit: false } };

export default soundRoute(getGreetingRecording, async ({ account, input }) => {
  const { greetings } = await openMailbox(account, input.mailbox);
  const { tag, ...recording } = await greetings.recording(input.kind);
  return { ...recording, etag: `"${tag}"` };
});
