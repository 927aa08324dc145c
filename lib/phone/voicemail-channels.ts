import type { AmiMessage } from './ami-text.ts';

/** Someone in VoiceMailMain: of this mailbox, or of one that was keyed in, which nobody hears of. */
interface Session {
  /** `1001@default`; `null` when it is not known. */
  mailbox: string | null;
  sinceMs: number;
}

/** A session whose mailbox was keyed in holds up everybody; a stuck channel must not do so for ever. */
const LONGEST_UNKNOWN_MS = 60 * 60_000;

/** Which channels of one Asterisk run VoiceMailMain, as its events tell. Pure: no connection, no clock. */
export class VoicemailChannels {
  readonly #sessions = new Map<string, Session>();

  forget(): void {
    this.#sessions.clear();
  }

  /** Newexten and each CoreShowChannel of a list say what a channel runs now; Hangup that it is gone. */
  hear(event: AmiMessage, nowMs: number): void {
    const name = event.get('event');
    if (name === 'Newexten') this.#note(event, 'appdata', nowMs);
    if (name === 'CoreShowChannel') this.#note(event, 'applicationdata', nowMs);
    if (name === 'Hangup') this.#sessions.delete(event.get('uniqueid') ?? '');
  }

  /** Whether the phone may have this mailbox open. */
  isOpen(mailbox: string, nowMs: number): boolean {
    return [...this.#sessions.values()].some(
      (session) =>
        session.mailbox === mailbox || (session.mailbox === null && nowMs - session.sinceMs < LONGEST_UNKNOWN_MS),
    );
  }

  #note(message: AmiMessage, dataField: string, nowMs: number): void {
    const id = message.get('uniqueid') ?? '';
    const isMenu = /^voicemailmain$/i.test(message.get('application') ?? '');
    if (isMenu) this.#sessions.set(id, { mailbox: mailboxOf(message.get(dataField) ?? ''), sinceMs: nowMs });
    else this.#sessions.delete(id);
  }
}

/** `1001@default,s` (app_voicemail.c vm_execmain); with the option p the first part is only a prefix to what is keyed in. */
function mailboxOf(data: string): string | null {
  const [name = '', options = ''] = data.split(/[,|]/);
  const isPrefix = options.replaceAll(/\([^)]*\)/g, '').includes('p');
  if (isPrefix || !/^[^@\s]+(@[^@\s]+)?$/.test(name)) return null;
  return name.includes('@') ? name : `${name}@default`;
}
