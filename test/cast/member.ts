import type { AsteriskMessage, Attachment } from '#test/asterisk.ts';
import { aMessage, type Mail } from '#test/builders.ts';
import type { MailUser } from '#test/mail-server.ts';
import type { StoredCodec } from '#test/wav.ts';
import { speech } from './speech.ts';

/** A voicemail box of voicemail.conf. */
export type Owner = Pick<AsteriskMessage, 'extension' | 'context' | 'fullName' | 'email'>;

/** Someone to sign in as. */
export interface Member extends MailUser {
  /** Whose voicemail is in the account. */
  owners: Owner[];
  /** What there is to see. */
  about: string;
  /** The messages in each folder, oldest first. */
  folders: Record<string, Mail[]>;
}

/** A call, as the demo tells it. */
export interface Call {
  /** `''`: none came with the call. */
  name: string;
  number: string;
  seconds: number;
  codec?: StoredCodec;
  status?: 'new' | 'old';
  urgent?: boolean;
  /** Passed on by the caller, with these many seconds of introduction. */
  introSeconds?: number;
  /** Instead of speech. */
  recording?: Attachment;
}

/** How long before now the caller hung up. */
export type Ago = `${number}${'m' | 'h' | 'd'}`;

export interface OldCall extends Call {
  ago: Ago;
}

const UNIT_MS = { m: 60_000, h: 3_600_000, d: 86_400_000 };

export function timeAgo(now: Date, ago: Ago): Date {
  const unit = ago.at(-1) as keyof typeof UNIT_MS;
  return new Date(now.getTime() - Number.parseInt(ago, 10) * UNIT_MS[unit]);
}

/** The messages that some calls to an owner left, oldest first as they came in. */
export function messagesOf(owner: Owner, now: Date, calls: OldCall[]): Mail[] {
  return calls
    .map((call) => ({ call, storedAt: timeAgo(now, call.ago) }))
    .sort((a, b) => a.storedAt.getTime() - b.storedAt.getTime())
    .map(({ call, storedAt }, i) => messageOf(owner, call, { storedAt, number: i + 1 }));
}

/** The message that one call left. */
export function messageOf(owner: Owner, call: Call, { storedAt, number }: { storedAt: Date; number: number }): Mail {
  const { codec = 'wav49', seconds, introSeconds } = call;
  return aMessage({
    ...owner,
    number,
    storedAt,
    caller: { ...(call.name && { name: call.name }), ...(call.number && { number: call.number }) },
    durationSeconds: seconds,
    recording: call.recording ?? speech(codec, seconds),
    ...(introSeconds && { intro: speech(codec, introSeconds), forwarded: true }),
    status: call.status ?? 'new',
    urgent: call.urgent ?? false,
  });
}
