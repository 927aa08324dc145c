import 'server-only';
import { once } from '#lib/platform/once.ts';
import type { MailboxAddress } from '#lib/voicemail/address.ts';

/** Whether an owner is in the phone's menu (VoiceMailMain) now; without word from Asterisk nobody can say. */
export type PhoneSessions = 'none' | 'open' | 'unknown';

/** Who knows; asked right before every write that would renumber a folder, so it answers from memory. */
export type SessionSource = (mailbox: MailboxAddress) => PhoneSessions;

const nobodyKnows: SessionSource = () => 'unknown';
const known = () => once('phone-sessions', () => ({ source: nobodyKnows }));

/** From now on `source` says which phone sessions run; `null` when nobody can say any more. */
export function setSessionSource(source: SessionSource | null): void {
  known().source = source ?? nobodyKnows;
}

/** The worst of what is true of any of these mailboxes: sessions number a folder that all of them share. */
export function phoneSessions(mailboxes: MailboxAddress[]): PhoneSessions {
  const said = mailboxes.map((mailbox) => known().source(mailbox));
  if (said.includes('open')) return 'open';
  return said.includes('unknown') || said.length === 0 ? 'unknown' : 'none';
}
