import { callerWords } from '#components/messages/caller-words.ts';
import { durationText } from '#components/ui/duration.ts';
import { listMessages } from '#lib/api/client.ts';
import { sitePath } from '#lib/api/site-path.ts';
import type { Message } from '#lib/voicemail/message.ts';
import { isLookedAt } from './looked-at.ts';
import { arrivalsIn, type Seen, seenWith } from './seen.ts';

const LOOK_AT_MESSAGES = 20;

interface Inbox {
  /** As the address bar has it. */
  mailbox: string | undefined;
  /** `1001@default`, whatever the address bar says. */
  name: string;
  /** A look at the inbox that is later than this, by whichever tab, is late enough. */
  since: number;
  /** Notes what is there, and tells nobody. */
  isFirst: boolean;
  onOpen: (message: Message) => void;
}

/**
 * Shows what has arrived in the inbox: once, whatever tabs are open, and not while somebody looks at one of them. What one tab notes
 * can reach another a moment after the lock does: then both show it, and the tag makes it one.
 */
export async function notifyOfArrivals({ mailbox, name, since, isFirst, onOpen }: Inbox): Promise<void> {
  const key = `lamplight.seen.${mailbox ?? ''}`;
  await navigator.locks.request(key, async () => {
    const seen: Seen | null = JSON.parse(localStorage.getItem(key) ?? 'null');
    if (!isFirst && seen && seen.checkedAt >= since) return;
    const checkedAt = Date.now();
    const { messages } = await listMessages({ mailbox, folder: 'inbox', limit: LOOK_AT_MESSAGES });
    localStorage.setItem(key, JSON.stringify(seenWith(seen, messages, checkedAt)));
    const arrivals = isFirst ? [] : arrivalsIn(messages, seen);
    if (arrivals.length === 0 || (await isLookedAt(name))) return;
    for (const message of arrivals.reverse()) show(message, onOpen);
  });
}

/** The caller and how long it is, and nothing more: others may see the screen. */
function show(message: Message, onOpen: (message: Message) => void): void {
  const { durationSeconds, id, caller } = message;
  const body = durationSeconds === null ? 'New message' : `New message, ${durationText(durationSeconds)}`;
  const notification = new Notification(callerWords(caller).name, { body, tag: id, icon: sitePath('/icon-192.png') });
  notification.onclick = () => {
    notification.close();
    window.focus();
    onOpen(message);
  };
}
