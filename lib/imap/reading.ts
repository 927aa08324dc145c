import 'server-only';
import type { ImapFlow } from 'imapflow';
import { fetchEntries } from './entries.ts';
import { findVoicemailBetween } from './find-voicemail.ts';
import type { FolderPlace, FolderState } from './folder.ts';
import type { FolderIndex, Reading } from './index-cache.ts';

// A folder that nobody has looked into is read newest first and in slices: nothing waits for the whole of it.

const FIRST_SLICE = 1000;
const SMALLEST_SLICE = 250;
const LARGEST_SLICE = 8000;
/** A slice that takes less is followed by a larger one, and one that takes longer by a smaller one. */
const QUICK_MS = 150;
const SLOW_MS = 600;
/** For so long whoever asks first waits for more than the first slice. */
const PATIENCE_MS = 1000;

/** The newest messages of the selected folder; all of them where that takes no time to speak of. */
export async function beginReading(client: ImapFlow, place: FolderPlace, state: FolderState): Promise<FolderIndex> {
  const { messageCount } = state;
  const reading = { lastSequence: messageCount, totalMessages: messageCount, sliceMessages: FIRST_SLICE };
  const untilMs = performance.now() + PATIENCE_MS;
  let index: FolderIndex = { place, state, entries: new Map(), reading: messageCount > 0 ? reading : null };
  while (index.reading) {
    index = await readSlice(client, index, index.reading);
    if (performance.now() > untilMs) break;
  }
  return index;
}

/** The index and the next slice of its folder, which is selected. */
export async function readSlice(client: ImapFlow, index: FolderIndex, reading: Reading): Promise<FolderIndex> {
  const startedMs = performance.now();
  const last = Math.min(reading.lastSequence, client.mailbox ? client.mailbox.exists : 0);
  const first = Math.max(1, last - reading.sliceMessages + 1);
  const uids = last > 0 ? await findVoicemailBetween(client, first, last) : [];
  const entries = new Map(index.entries);
  // What a verb or the phone did to them meanwhile is in the index already.
  for (const entry of await fetchEntries(client, uids)) if (!entries.has(entry.uid)) entries.set(entry.uid, entry);
  const sliceMessages = nextSlice(reading.sliceMessages, performance.now() - startedMs);
  return { ...index, entries, reading: first > 1 ? { ...reading, lastSequence: first - 1, sliceMessages } : null };
}

function nextSlice(messages: number, tookMs: number): number {
  if (tookMs < QUICK_MS) return Math.min(messages * 2, LARGEST_SLICE);
  return tookMs > SLOW_MS ? Math.max(Math.ceil(messages / 2), SMALLEST_SLICE) : messages;
}
