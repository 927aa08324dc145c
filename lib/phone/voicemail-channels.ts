import 'server-only';
import { addressText, type MailboxAddress, parseAddress } from '#lib/voicemail/address.ts';
import type { AmiMessage } from './ami-text.ts';

/** Someone in VoiceMailMain: of this mailbox, or of one that was keyed in, which nobody hears of. */
interface Session {
  /** `null` when it is not known. */
  mailbox: MailboxAddress | null;
  sinceMs: number;
  /** Seen in a list only, and not in the first: an event should have told. */
  isUntold: boolean;
}

/** A session whose mailbox was keyed in holds up everybody; a stuck channel must not do so for ever. */
const LONGEST_UNKNOWN_MS = 60 * 60_000;
/** A list may be older than the event before it. */
const LATE_MS = 3000;

/** Which channels of one Asterisk run VoiceMailMain, as its events tell. Pure: no connection, no clock. */
export class VoicemailChannels {
  #sessions = new Map<string, Session>();
  #listed = new Map<string, Session>();
  #isFirst = true;

  /** Newexten says what a channel runs now, Hangup that it is gone, each CoreShowChannel of a list what it found. */
  hear(event: AmiMessage, nowMs: number): { ended: (MailboxAddress | null)[] } {
    const id = event.get('uniqueid') ?? '';
    const had = this.#sessions.get(id);
    const name = event.get('event');
    if (name === 'CoreShowChannel') this.#list(id, event, nowMs);
    if (name === 'Newexten') this.#note(id, sessionOf(event, 'appdata', nowMs));
    // A masquerade leaves a zombie with the id of the session, which goes on under another: the next list tells.
    if (name === 'Hangup' && !event.get('channel')?.endsWith('<ZOMBIE>')) this.#note(id, null);
    return { ended: had && !this.#sessions.has(id) ? [had.mailbox] : [] };
  }

  /**
   * A list of all channels is whole: it is the truth, even of a channel that was renamed or transferred.
   * @returns whether events can be relied on: false when one list after the other shows what no event told of
   */
  endList(nowMs: number): { isTold: boolean; ended: (MailboxAddress | null)[] } {
    const listed = this.#listed;
    this.#listed = new Map();
    const isTold = ![...this.#sessions].some(([id, { isUntold }]) => isUntold && listed.has(id));
    const over = [...this.#sessions].filter(([id, { sinceMs }]) => !listed.has(id) && nowMs - sinceMs > LATE_MS);
    for (const [id] of over) this.#sessions.delete(id);
    for (const [id, session] of listed) {
      if (!this.#sessions.has(id)) this.#sessions.set(id, { ...session, isUntold: !this.#isFirst });
    }
    this.#isFirst = false;
    return { isTold, ended: over.map(([, { mailbox }]) => mailbox) };
  }

  /** Whether a session is in one of our mailboxes, or may be. */
  isOpen(isOurs: (mailbox: MailboxAddress) => boolean, nowMs: number): boolean {
    return [...this.#sessions.values()].some(({ mailbox, sinceMs }) =>
      mailbox ? isOurs(mailbox) : nowMs - sinceMs < LONGEST_UNKNOWN_MS,
    );
  }

  /** Whether a session is known to be in this very mailbox. */
  isIn(mailbox: MailboxAddress): boolean {
    const wanted = addressText(mailbox);
    return [...this.#sessions.values()].some((session) => session.mailbox && addressText(session.mailbox) === wanted);
  }

  #note(id: string, session: Session | null): void {
    if (session) this.#sessions.set(id, session);
    else this.#sessions.delete(id);
  }

  #list(id: string, event: AmiMessage, nowMs: number): void {
    const session = sessionOf(event, 'applicationdata', nowMs);
    if (session) this.#listed.set(id, session);
  }
}

function sessionOf(message: AmiMessage, dataField: string, sinceMs: number): Session | null {
  const data = menuData(message.get('application') ?? '', message.get(dataField) ?? '');
  return data === null ? null : { mailbox: mailboxOf(data), sinceMs, isUntold: false };
}

/** Applications that run another one without a step in the dialplan, and so without an event that names it. */
const WRAPPER = /^(exec|execif|tryexec)$/i;

/** What VoiceMailMain was given; `null` when it is something else that runs. */
function menuData(application: string, data: string): string | null {
  if (/^voicemailmain$/i.test(application)) return data;
  const [, inner] = (WRAPPER.test(application) && /voicemailmain\s*\(([^)]*)/i.exec(data)) || [];
  return inner ?? null;
}

/** `1001@default,s` (app_voicemail.c vm_execmain); with the option p the first part is only a prefix to what is keyed in. */
function mailboxOf(data: string): MailboxAddress | null {
  const [name = '', options = ''] = data.split(/[,|]/);
  const isPrefix = options.replaceAll(/\([^)]*\)/g, '').includes('p');
  return isPrefix ? null : parseAddress(name.includes('@') ? name : `${name}@default`);
}
