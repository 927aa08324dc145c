import { getRecording } from '#lib/api/sound-contract.ts';
import { soundRoute } from '#lib/http/sound.ts';
import { openMailbox } from '#lib/mailbox/open.ts';
import { contentDisposition } from '#lib/voicemail/recording-name.ts';

export const config = { api: { bodyParser: false, responseLimit: false } };

export default soundRoute(getRecording, async ({ account, input }) => {
  const mailbox = await openMailbox(account, input.mailbox);
  if (input.download === undefined) {
    const recording = await mailbox.recording(input.id);
    return { ...recording, etag: `"${recording.tag}"` };
  }
  const isWav = input.download === 'wav';
  const { fileName, ...file } = await (isWav ? mailbox.playableRecording(input.id) : mailbox.storedRecording(input.id));
  return { ...file, etag: `"${file.tag}"`, contentDisposition: contentDisposition(fileName(input.tz)) };
});
