import 'server-only';
import type { Entry } from './index-cache.ts';

// What an entry takes on V8's heap, as measured with `node --expose-gc` over 10,000 of them (bench/entry-bytes.ts):
// objects and the place in the Map are the same for each, texts differ.

const ENTRY_BYTES = 450;
const DETAIL_BYTES = 700;
/** A header on V8's heap; a string has another 8 bytes at most to fill up. */
const TEXT_BYTES = 20;

/** Roughly what keeping one message costs, in bytes of memory. What is shared by many is not counted. */
export function entryBytes({ headers, detail }: Entry): number {
  const { callerName, callerNumber, asteriskId, messageId, greeting } = headers;
  const own = textBytes(callerName) + textBytes(callerNumber) + textBytes(asteriskId) + textBytes(messageId);
  return ENTRY_BYTES + own + textBytes(greeting) + (detail ? DETAIL_BYTES + textBytes(detail.caller.name) : 0);
}

function textBytes(text: string | null): number {
  return text ? TEXT_BYTES + text.length : 0;
}
