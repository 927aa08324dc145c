import 'server-only';
import { VoicemailError } from '#lib/voicemail/errors.ts';

/** 500 message ids take about 15 kB. */
const MAX_BODY_BYTES = 256 * 1024;

/** A minute of speech at 48,000 Hz is 6 MB. */
const MAX_UPLOAD_BYTES = 8 * 1024 * 1024;

/**
 * A request's body as text.
 * @throws {VoicemailError} body-too-large
 */
export async function limitedText(request: Request): Promise<string> {
  const body = await limited(request, MAX_BODY_BYTES, '256 kB');
  return body.toString('utf8');
}

/**
 * A file that is a request's whole body.
 * @throws {VoicemailError} body-too-large
 */
export function limitedFile(request: Request): Promise<Uint8Array> {
  return limited(request, MAX_UPLOAD_BYTES, '8 MB');
}

/** Counted while it comes: a chunked one does not say how long it will be. */
async function limited(request: Request, limitBytes: number, limit: string): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of request.body ?? []) {
    size += chunk.byteLength;
    if (size > limitBytes) throw new VoicemailError('body-too-large', `Cannot read the request: it is over ${limit}`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
