import 'server-only';
import { encodedCodecOf } from '#lib/audio/encode.ts';
import { wavSound } from '#lib/audio/playable.ts';
import { recognise } from '#lib/audio/recognise.ts';
import { StoredSamples } from '#lib/audio/samples.ts';
import { telephoneSound } from '#lib/audio/telephone.ts';
import type { Account } from '#lib/imap/account.ts';
import { type GreetingFolder, type GreetingMessage, greetingBytes, openGreetings } from '#lib/imap/greeting-folder.ts';
import { withConnection } from '#lib/imap/pool.ts';
import type { MailboxAddress } from '#lib/voicemail/address.ts';
import { VoicemailError } from '#lib/voicemail/errors.ts';
import {
  GREETING_KINDS,
  type GreetingKind,
  type GreetingRefusal,
  greetingStem,
  type Heard,
  heardOf,
} from '#lib/voicemail/greeting.ts';
import { recordedGreeting } from './deeds.ts';
import { finishPending, storeGreeting, takeOutGreeting } from './greeting-change.ts';
import { endGreetingLater, isOver } from './greeting-end.ts';
import { greetingNotes } from './greeting-notes.ts';
import { type GreetingRules, greetingRules, rulesOrRefusal } from './greeting-rules.ts';
import type { Recording } from './recording.ts';
import { tagOf } from './sound-tag.ts';

/** A greeting as it is stored. */
export interface Greeting {
  kind: GreetingKind;
  /** When it was recorded, ISO 8601 in UTC. */
  recordedAt: string;
  durationSeconds: number | null;
  /** What it is stored as; `null`: nothing that is known here. */
  codec: string | null;
  /** When it is taken out, ISO 8601 in UTC; only of the temporary one. */
  endsAt: string | null;
}

export interface GreetingList {
  /** Why there are none to be seen or changed; `null`: there may be. */
  refused: GreetingRefusal | null;
  greetings: Greeting[];
  heard: Heard;
  maxSeconds: number | null;
}

/** The greetings of one mailbox, where the mail server keeps them. */
export class Greetings {
  readonly #account: Account;
  readonly #address: MailboxAddress;

  constructor(account: Account, address: MailboxAddress) {
    this.#account = account;
    this.#address = address;
  }

  /** Those that there are, what callers hear now, and how long a new one may be. */
  async list(): Promise<GreetingList> {
    const rules = greetingRules(this.#account, this.#address);
    if (typeof rules === 'string') return { refused: rules, greetings: [], heard: heardOf([]), maxSeconds: null };
    await this.#settle(rules);
    const { end } = await greetingNotes(this.#account);
    const found = await this.#look(rules, async (_, folder) => (folder ? firstOfEach(folder) : []));
    const greetings = found.map(({ kind, message }) => greetingOf(kind, message, end));
    const heard = heardOf(greetings.map(({ kind }) => kind));
    return { refused: null, greetings, heard, maxSeconds: rules.maxSeconds };
  }

  /**
   * Stores what is in a WAV as what callers hear from now on, made fit for the phone.
   * @param endsAt when the temporary greeting is taken out again, ISO 8601
   * @throws {VoicemailError} greeting-refused, recording-unsupported, request-invalid, mailbox-over-quota, and of the mail server kind
   */
  async put(kind: GreetingKind, wav: Uint8Array, endsAt?: string): Promise<void> {
    const endsAtSeconds = secondsOf(kind, endsAt);
    await recordedGreeting(this.#account, this.#address, { what: 'greeting-changed', to: kind }, async () => {
      const rules = rulesOrRefusal(this.#account, this.#address);
      const sound = await fitSound(wav, rules);
      await storeGreeting(this.#account, this.#address, rules, { kind, sound, endsAtSeconds });
    });
    if (endsAtSeconds !== null) await this.#endLater();
  }

  /** @throws {VoicemailError} greeting-refused, recording-not-found, and of the mail server kind */
  async remove(kind: GreetingKind): Promise<void> {
    await recordedGreeting(this.#account, this.#address, { what: 'greeting-removed', to: kind }, async () => {
      await takeOutGreeting(this.#account, rulesOrRefusal(this.#account, this.#address), kind);
    });
  }

  /**
   * A greeting as it is stored, as a browser plays it.
   * @throws {VoicemailError} greeting-refused, recording-not-found, recording-unsupported, and of the mail server kind
   */
  async recording(kind: GreetingKind): Promise<Recording> {
    const rules = rulesOrRefusal(this.#account, this.#address);
    return this.#look(rules, async (client, folder) => {
      const message = folder?.reachable.find(({ stem }) => stem === greetingStem(kind));
      if (!(folder && message))
        throw new VoicemailError('recording-not-found', 'Cannot play the greeting: there is none');
      const sound = soundOf(await greetingBytes(client, message), message.extension);
      const what = `greeting ${sound.contentType} ${sound.sizeBytes}`;
      return { ...sound, tag: tagOf(this.#account, { index: folder, entry: message }, what) };
    });
  }

  #look<T>(
    { path }: GreetingRules,
    use: (client: Parameters<typeof openGreetings>[0], folder: GreetingFolder | null) => Promise<T>,
  ): Promise<T> {
    return withConnection(this.#account, 'Cannot read the greetings', async (client) =>
      use(client, await openGreetings(client, path)),
    );
  }

  /** What was cut short, and what is over, is seen to first. */
  async #settle(rules: GreetingRules): Promise<void> {
    const { pending, end } = await greetingNotes(this.#account);
    if (pending) await finishPending(this.#account, rules).catch(unlessRefused);
    if (end && isOver(end.atSeconds)) await this.#endTemporary(rules);
    else if (end) await this.#endLater();
  }

  async #endLater(): Promise<void> {
    const { end } = await greetingNotes(this.#account);
    if (end) endGreetingLater(this.#account, end.atSeconds, () => this.#endTemporary());
  }

  async #endTemporary(rules = rulesOrRefusal(this.#account, this.#address)): Promise<void> {
    const { end } = await greetingNotes(this.#account);
    if (!(end && isOver(end.atSeconds))) return;
    const deed = { what: 'greeting-removed', to: 'temporary', from: 'portal' } as const;
    await recordedGreeting(this.#account, this.#address, deed, () =>
      takeOutGreeting(this.#account, rules, 'temporary', end.messageId),
    );
  }
}

/** As Asterisk looks: the first of each name counts. */
function firstOfEach({ reachable }: GreetingFolder): { kind: GreetingKind; message: GreetingMessage }[] {
  return GREETING_KINDS.flatMap((kind) => {
    const message = reachable.find(({ stem }) => stem === greetingStem(kind));
    return message ? [{ kind, message }] : [];
  });
}

function greetingOf(
  kind: GreetingKind,
  message: GreetingMessage,
  end: { messageId: string; atSeconds: number } | null,
): Greeting {
  const { headers, extension } = message;
  const endsAtSeconds = kind === 'temporary' && end?.messageId === headers.messageId ? end.atSeconds : null;
  return {
    kind,
    recordedAt: new Date(message.receivedSeconds * 1000).toISOString(),
    durationSeconds: headers.durationSeconds,
    codec: encodedCodecOf(extension) ?? (extension || null),
    endsAt: endsAtSeconds === null ? null : new Date(endsAtSeconds * 1000).toISOString(),
  };
}

/** @throws {VoicemailError} request-invalid */
function secondsOf(kind: GreetingKind, endsAt: string | undefined): number | null {
  if (endsAt === undefined) return null;
  const seconds = Math.floor(Date.parse(endsAt) / 1000);
  if (kind === 'temporary' && seconds * 1000 > Date.now()) return seconds;
  throw new VoicemailError(
    'request-invalid',
    'Cannot store the greeting: only the temporary one ends, and not in the past',
  );
}

const WRONG = {
  empty: 'there is no sound in it',
  damaged: 'it is no WAV, or a damaged one',
  'codec-unknown': 'it is no WAV that can be decoded here',
};

/** @throws {VoicemailError} greeting-refused (too long), recording-unsupported */
async function fitSound(wav: Uint8Array, { maxSeconds }: GreetingRules) {
  const sound = await telephoneSound(wav, maxSeconds);
  if (sound.kind === 'samples') return sound;
  if (sound.reason === 'too-long')
    throw new VoicemailError('greeting-refused', `Cannot store the greeting: it is longer than ${maxSeconds} s`);
  throw new VoicemailError('recording-unsupported', `Cannot store the greeting: ${WRONG[sound.reason]}`);
}

/** @throws {VoicemailError} recording-unsupported */
function soundOf(bytes: Uint8Array, extension: string): Omit<Recording, 'tag'> {
  const recognised = recognise({ bytes, extension });
  const read = async (first: number, end: number) => bytes.subarray(first, end);
  if (recognised.kind === 'samples')
    return { ...wavSound([new StoredSamples(recognised.coding, read)]), contentType: 'audio/wav' };
  if (recognised.kind === 'unsupported')
    throw new VoicemailError('recording-unsupported', `Cannot play the greeting: ${recognised.reason}`);
  return { sizeBytes: bytes.length, between: piece, contentType: 'audio/ogg' };

  async function* piece(firstByte: number, endByte: number) {
    yield read(firstByte, endByte);
  }
}

function unlessRefused(error: unknown): void {
  if (!(error instanceof VoicemailError && error.code === 'greeting-refused')) throw error;
}
