import 'server-only';
import { listen, tell } from '#lib/platform/news.ts';

const TOPIC = 'phone';

/** Hints that the phone or a caller did something in a mailbox, as `1001@default`: Asterisk says so before the mail server does. */
export function hintFromPhone(mailbox: string): void {
  tell(TOPIC, mailbox);
}

/** @returns what ends it */
export function onPhoneHint(hear: (mailbox: string) => void): () => void {
  return listen(TOPIC, hear);
}
