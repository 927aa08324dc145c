import type { CallBack } from './call.ts';
import type { FolderSlug } from './folder.ts';

/** What one folder holds, exact matches only. Urgent messages are new ones too. */
export interface FolderSummary {
  slug: FolderSlug;
  name: string;
  new: number;
  old: number;
  urgent: number;
  total: number;
  /** False for Deleted and for strays such as a literal "Old": the phone's menu never shows them. */
  onPhone: boolean;
  /** Only while the folder is read for the first time: the counts are not final. */
  indexing?: Indexing | undefined;
}

/** How many of a folder's messages, ordinary mail too, have been looked at. */
export interface Indexing {
  doneMessages: number;
  totalMessages: number;
}

/** Of the quota root that holds the voicemail folder (RFC 9208). `null` where that resource has no limit. */
export interface Quota {
  usedBytes: number | null;
  limitBytes: number | null;
  usedMessages: number | null;
  limitMessages: number | null;
}

/** What the message waiting light should show: Asterisk's raw substring searches, not the list's exact matches. */
export interface Lamp {
  on: boolean;
  new: number;
  old: number;
  urgent: number;
  /** Whether the phone system said the same. */
  confirmed: boolean;
  /** Why it is not confirmed, as a code the page has words for. */
  reason: LampReason | null;
  /** What the phone system counts, where that is something else. Urgent messages are new ones too. */
  phone: { new: number; old: number; urgent: number } | null;
}

/** Why nobody can say that the lamp is right, the site's own doing first. */
export const LAMP_REASONS = [
  'no-ami',
  'ami-down',
  'ami-refused',
  'ami-forbidden',
  'polling-off',
  'counts-differ',
  'lamp-behind',
  'phone-in-use',
  'not-answered',
  'being-read',
] as const;

export type LampReason = (typeof LAMP_REASONS)[number];

export interface MailboxSummary {
  /** `1001@default` */
  mailbox: string;
  /** Every mailbox this sign-in may open. */
  mailboxes: string[];
  folders: FolderSummary[];
  /** `null` when the mail server has no QUOTA, or sets no limit here. */
  quota: Quota | null;
  /** False when the server cannot say anything of quotas at all. */
  quotaSupported: boolean;
  /** Asterisk's `maxmsg`: callers hear "mailbox full" when inbox new, urgent and old reach it. */
  maxMessages: number;
  /** How long Deleted keeps a message; 0 is for ever. */
  deletedDays: number;
  /** Whether it is known which phone sessions run; where not, a removed message stays on the phone for a while. */
  phoneKnown: boolean;
  /** How long, without a change by others: then it leaves the phone too. */
  tidyAfterMinutes: number;
  /** How one calls back from here. */
  callBack: CallBack;
  lamp: Lamp;
}
