import 'server-only';
import { VoicemailError } from '#lib/voicemail/errors.ts';

/** 500 message ids take about 15 kB. */
const MAX_BODY_BYTES = 256 * 1024;

/**
 * A request's body as text, counted while it comes: a chunked one does not say how long it will be.
 * @throws {VoicemailError} body-too-large
 */
export async function limitedText(request: Request): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of request.body ?? []) {
    size += chunk.byteLength;
    if (size > MAX_BODY_BYTES) throw new VoicemailError('body-too-large', 'Cannot read the request: it is over 256 kB');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}
