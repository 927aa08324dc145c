import 'server-only';
import type { Place } from './finding.ts';
import { areValid, type ImapFlags, parseImapFlags } from './imap-flags.ts';

/** The mail server of a mailbox, as c-client is told it. */
export interface MailServer {
  host: string;
  /** `null`: c-client refuses it. */
  port: number | null;
  flags: ImapFlags;
  /** Whether c-client can connect at all. */
  isValid: boolean;
  /** Where its flags stand, or else its name. */
  place: Place;
  /** What c-client is told before the login, in bytes (app_voicemail.c imap_mailbox_name). */
  prefixBytes: number;
}

/** How a mail server stands in the file. */
export interface ServerText {
  host: string;
  port: string;
  flags: string;
  /** Whether [general] has an `authuser`. */
  hasMaster: boolean;
}

export function mailServerOf({ host, port, flags, hasMaster }: ServerText, place: Place): MailServer {
  const parsed = parseImapFlags(flags, hasMaster);
  const number = /^\d{1,5}$/.test(port) && Number(port) > 0 && Number(port) < 65_536 ? Number(port) : null;
  const isHost = /^(\[[^\]{}\s]+\]|[^/:{}[\]\s]+)$/.test(host);
  return {
    host: host.replace(/^\[(.*)\]$/, '$1'),
    port: isHost ? number : null,
    flags: parsed,
    isValid: isHost && number !== null && areValid(parsed),
    place,
    prefixBytes: Buffer.byteLength(`{${host}:${port}/imap${flags === '' ? '' : `/${flags}`}/user=}`),
  };
}
