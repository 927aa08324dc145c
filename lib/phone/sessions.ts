import 'server-only';
import { once } from '#lib/platform/once.ts';
import { isCountedByAsterisk, type MailboxAddress } from '#lib/voicemail/address.ts';

/** Whether an owner is in the phone's menu (VoiceMailMain) now; without word from Asterisk nobody can say. */
export type PhoneSessions = 'none' | 'open' | 'unknown';

/**
 * Who knows; asked right before every write that would renumber a folder, so it answers from memory.
 * @param isOurs whether a session in this mailbox numbers the messages in question
 */
export type SessionSource = (isOurs: (mailbox: MailboxAddress) => boolean) => PhoneSessions;

const nobodyKnows: SessionSource = () => 'unknown';
const known = () => once('phone-sessions', () => ({ source: nobodyKnows }));

/** From now on `source` says which phone sessions run; `null` when nobody can say any more. */
export function setSessionSource(source: SessionSource | null): void {
  known().source = source ?? nobodyKnows;
}

/**
 * Whether a phone has messages of any of these mailboxes numbered: that of 100 does 1001's, too, for its searches hit them.
 * @param mailboxes all that have messages in the folder; of none everybody's session counts
 */
export function phoneSessions(mailboxes: MailboxAddress[]): PhoneSessions {
  const isHit = (session: MailboxAddress) => mailboxes.some((owner) => isCountedByAsterisk(owner, session));
  return known().source((session) => mailboxes.length === 0 || isHit(session));
}
