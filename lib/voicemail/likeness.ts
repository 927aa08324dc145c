import { addressText } from './address.ts';
import type { VoicemailHeaders } from './headers.ts';

/**
 * What all copies of one message share. A copy keeps every byte, and a forged Message-ID alone must not hide a
 * voicemail: so id, mailbox, time and size all count.
 * @param sizeBytes RFC822.SIZE
 */
export function likenessOf(headers: VoicemailHeaders, sizeBytes: number): string {
  const { messageId, address, origTimeSeconds } = headers;
  return JSON.stringify([messageId, address && addressText(address), origTimeSeconds, sizeBytes]);
}

/** Equal for all that are alike, and for few others: what to look them up by. */
export function likenessKey({ messageId, origTimeSeconds }: VoicemailHeaders, sizeBytes: number): string {
  return messageId ?? `${origTimeSeconds} ${sizeBytes}`;
}
