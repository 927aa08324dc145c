import 'server-only';
import type { Knock, MailServerAddress } from '#lib/imap/knock.ts';
import type { LookingLogin } from '#lib/imap/looking.ts';
import type { Config } from '#lib/platform/config.ts';
import type { Finding } from '#lib/site/finding.ts';
import type { Site } from '#lib/site/site.ts';
import type { MailboxAddress } from '#lib/voicemail/address.ts';
import type { BoxLook } from './look.ts';

/** A mailbox to look into, or an account whose mailboxes are not known. */
export interface Box {
  /** `1001@default`, or the name of the account. */
  name: string;
  address: MailboxAddress | null;
  /** What its messages are marked with: another number with `imapvmshareid`. */
  marked: MailboxAddress | null;
  server: MailServerAddress;
  /** `null`: nobody has said how to sign in. */
  login: LookingLogin | null;
  folders: { inbox: string; parent: string; greetings: string | null };
  maxMessages: number;
  /** Where it is written, as `voicemail.conf:12`. */
  where: string;
}

/** What the doctor looks at. Each thing is looked at once, however many checks ask for it. */
export interface Patient {
  config: Config;
  /** The settings of the mail server that the environment has: these count before voicemail.conf. */
  given: ReadonlySet<string>;
  /** What voicemail.conf says; `null` without one. */
  site: Site | null;
  findings: Finding[];
  boxes: Box[];
  /** Why there is none, where there is none. */
  whyNoBox: string;
  servers: MailServerAddress[];
  /** What a server says to a stranger. */
  knock(server: MailServerAddress): Promise<Knock>;
  /** What is in a mailbox. @throws {VoicemailError} when one cannot sign in */
  look(box: Box): Promise<BoxLook>;
}

/** One line of a terminal for a place in a file. */
export function whereOf({ file, line }: { file: string; line: number }): string {
  return line > 0 ? `${file}:${line}` : file;
}

/** How people name a server. */
export function serverName({ host, port }: MailServerAddress): string {
  return host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`;
}
