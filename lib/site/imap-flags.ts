import 'server-only';
import type { FindingKind } from './finding.ts';

/** `tls`: from the first byte. `starttls`: required. `if-offered`: STARTTLS where the server has it. */
export type Security = 'tls' | 'starttls' | 'if-offered' | 'none';

export interface FlagTrouble {
  kind: Extract<FindingKind, `flag-${string}`>;
  /** The flag's name, never its value. */
  detail: string;
}

/** What c-client makes of `imapflags` (src/c-client/mail.c mail_valid_net_parse_work). */
export interface ImapFlags {
  security: Security;
  verifiesCertificate: boolean;
  /** `authuser=`, which counts where [general] has none. */
  authUser: string | null;
  troubles: FlagTrouble[];
}

/** Which end the connection, so to say: c-client refuses the whole name of the mailbox. */
const INVALID: ReadonlySet<string> = new Set([
  'flag-unknown',
  'flag-empty',
  'flag-contradicted',
  'flag-given-by-asterisk',
]);

/** Whether c-client can connect with these flags at all. */
export function areValid({ troubles }: ImapFlags): boolean {
  return !troubles.some(({ kind }) => INVALID.has(kind));
}

/** Asterisk has `/imap` before them and `/user=` after (app_voicemail.c imap_mailbox_name). */
const SERVICES = /^(imap|imap2|imap2bis|imap4|imap4rev1|nntp|pop|pop3|smtp|submit)$/;

/** @param hasMaster whether [general] has an `authuser`, which Asterisk writes before the flags */
export function parseImapFlags(text: string, hasMaster = false): ImapFlags {
  const flags = new Flags(hasMaster);
  if (text !== '') for (const part of switchesOf(text)) flags.add(part.name, part.value);
  return flags.result();
}

/** Split at `/` and `:`; a value may be quoted. A colon begins a port, and Asterisk has given one. */
function switchesOf(text: string): { name: string; value: string | null }[] {
  const parts = `/${text}`.match(/[/:][^/:=]*(?:=(?:"(?:\\.|[^"\\])*"|[^/:]*))?/g) ?? [];
  return parts.map((part) => {
    const [name = '', ...values] = part.slice(1).split('=');
    if (part.startsWith(':')) return { name: ':', value: null };
    const value = values.length > 0 ? values.join('=').replaceAll(/^"|"$|\\(?=.)/g, '') : null;
    return { name: name.toLowerCase(), value };
  });
}

const TLS_WANTED: ReadonlySet<string> = new Set(['tls', 'tls-sslv23']);
/** With `ssl` there is nothing left to start. */
const TLS_REFUSED: ReadonlySet<string> = new Set(['notls', 'ssl']);

class Flags {
  #isImplicit = false;
  #wantsTls = false;
  #refusesTls = false;
  #verifies = true;
  #authUser: string | null = null;
  readonly #hasMaster: boolean;
  readonly #troubles: FlagTrouble[] = [];

  constructor(hasMaster: boolean) {
    this.#hasMaster = hasMaster;
  }

  add(name: string, value: string | null): void {
    if (name === '') this.#complain('flag-empty', name);
    else if (value !== null) this.#addWithValue(name, value);
    else if (SERVICES.test(name) || name === ':') this.#complain('flag-given-by-asterisk', name);
    else this.#addTls(name);
  }

  #addWithValue(name: string, value: string): void {
    const isGiven = name === 'user' || name === 'service' || (name === 'authuser' && this.#hasMaster);
    if (name === 'authuser' && !isGiven && this.#authUser === null) this.#authUser = value;
    else if (isGiven) this.#complain('flag-given-by-asterisk', name);
    else this.#complain(name === 'authuser' ? 'flag-contradicted' : 'flag-unknown', name);
  }

  #addTls(name: string): void {
    const [wants, refuses] = [TLS_WANTED.has(name), TLS_REFUSED.has(name)];
    if ((wants && this.#refusesTls) || (refuses && this.#wantsTls)) this.#complain('flag-contradicted', name);
    else if (wants) this.#wantsTls = true;
    else if (refuses) this.#refusesTls = true;
    else this.#addOther(name);
    if (name === 'ssl' && !this.#wantsTls) this.#isImplicit = true;
  }

  #addOther(name: string): void {
    if (name === 'novalidate-cert') this.#verifies = false;
    else if (name === 'validate-cert') return;
    else if (name === 'readonly' || name === 'anonymous' || name === 'secure' || name === 'loser') {
      this.#complain(`flag-${name}`, name);
    } else if (name === 'debug' || name === 'norsh' || name === 'tryssl') this.#complain('flag-ignored', name);
    else this.#complain('flag-unknown', name);
  }

  #complain(kind: FlagTrouble['kind'], detail: string): void {
    this.#troubles.push({ kind, detail });
  }

  result(): ImapFlags {
    return {
      security: this.#security(),
      verifiesCertificate: this.#verifies,
      authUser: this.#authUser,
      troubles: this.#troubles,
    };
  }

  #security(): Security {
    if (this.#isImplicit) return 'tls';
    if (this.#wantsTls) return 'starttls';
    return this.#refusesTls ? 'none' : 'if-offered';
  }
}
