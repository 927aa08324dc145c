import 'server-only';
import { createHash } from 'node:crypto';
import type { FetchMessageObject, ImapFlow, MessageStructureObject } from 'imapflow';
import { VoicemailError } from '#lib/voicemail/errors.ts';
import { HEADER_NAMES, parseHeaderBlock, receivedSeconds, type VoicemailHeaders } from '#lib/voicemail/headers.ts';
import { refused } from './errors.ts';
import { overQuotaOr } from './exec.ts';
import { expungeUids, type FolderAt } from './expunge.ts';
import { canHave, openFolder } from './folder.ts';
import { beginWrite, type Writing } from './writing.ts';

/** A message as Asterisk's lookup sees it (app_voicemail.c imap_retrieve_greeting): by the name of its second part, and by nothing else. */
export interface GreetingMessage {
  uid: number;
  /** The name before its first dot, and what follows it: `unavail` and `WAV`. */
  stem: string;
  extension: string;
  headers: VoicemailHeaders;
  receivedSeconds: number;
  sizeBytes: number;
  /** Of part 2, its transfer encoding included. */
  encodedSizeBytes: number;
}

/** The folder of greetings as it is now, selected. */
export interface GreetingFolder extends FolderAt {
  messages: GreetingMessage[];
  /** Those of them that Asterisk gets to. */
  reachable: GreetingMessage[];
  /** Whether a message has no second part with a name: Asterisk looks no further, and may end there. */
  isBlocked: boolean;
}

/** Four are to be there. Asterisk walks through all of them at each call. */
const MOST_MESSAGES = 200;
const SOUND_PART = '2';

/** `null` where there is no such folder yet. */
export async function openGreetings(client: ImapFlow, path: string): Promise<GreetingFolder | null> {
  const place = (await client.list()).find((folder) => folder.path === path || folder.pathAsListed === path);
  if (!place) return null;
  const { uidValidity, messageCount } = await openFolder(client, place.path);
  const query = { uid: true, bodyStructure: true, headers: [...HEADER_NAMES], internalDate: true, size: true };
  const range = `1:${Math.min(messageCount, MOST_MESSAGES)}`;
  const fetched = messageCount === 0 ? [] : await client.fetchAll(range, query);
  // Without headers it is the news that somebody changed the flags (RFC 9051 §7.5.2).
  const told = fetched.filter(({ headers }) => headers !== undefined).sort((a, b) => a.seq - b.seq);
  const messages = told.map(messageOf);
  const named = messages.filter((message) => message !== null);
  const isBlocked = named.length < messages.length || messageCount > MOST_MESSAGES;
  const end = messages.indexOf(null);
  const reachable = messages.slice(0, end < 0 ? undefined : end).filter((message) => message !== null);
  return {
    ...{ place: { path: place.path, slug: null }, state: { uidValidity } },
    ...{ messages: named, reachable, isBlocked },
  };
}

function messageOf({ uid, bodyStructure, headers, internalDate, size }: FetchMessageObject): GreetingMessage | null {
  const part = bodyStructure?.childNodes?.[1];
  const name = nameOf(part);
  if (!part || name === null) return null;
  const [stem = '', ...rest] = name.split('.');
  const parsed = parseHeaderBlock(headers ?? new Uint8Array());
  const arrivedSeconds = Math.floor(new Date(internalDate ?? 0).getTime() / 1000) || 0;
  return {
    uid,
    stem,
    extension: rest.join('.'),
    headers: parsed,
    receivedSeconds: receivedSeconds(parsed, arrivedSeconds),
    sizeBytes: size ?? 0,
    encodedSizeBytes: part.size ?? 0,
  };
}

/** Whatever it is called: Asterisk takes the first parameter of Content-Type. */
function nameOf(part: MessageStructureObject | undefined): string | null {
  return Object.values(part?.parameters ?? {})[0] ?? null;
}

/**
 * Makes the folder, as Asterisk does when it wants to store the first greeting (init_mailstream).
 * @throws {VoicemailError} not-supported, and of the mail server kind
 */
export async function makeGreetings(writing: Writing, path: string): Promise<GreetingFolder> {
  const { client } = writing;
  beginWrite(writing);
  if (canHave(client, path)) await client.mailboxCreate(path);
  const made = await openGreetings(client, path);
  if (made) return made;
  const reason = `the mail server can have no folder ${path}: see greetingsfolder in voicemail.conf`;
  throw new VoicemailError('not-supported', `Cannot store the greeting: ${reason}`);
}

/** A greeting as it is to be stored: its bytes, and the Message-ID by which it is found again. */
export interface NewGreeting {
  raw: Buffer;
  messageId: string;
}

/**
 * Appends a greeting, unseen as Asterisk does, and reads it back: the server's OK is not believed.
 * @returns its UID
 * @throws {VoicemailError} mailbox-over-quota, mail-server-misbehaved (then nothing of it stays)
 */
export async function appendGreeting(
  writing: Writing,
  folder: GreetingFolder,
  { raw, messageId }: NewGreeting,
): Promise<number> {
  const { client } = writing;
  beginWrite(writing);
  const appended = await client.append(folder.place.path, raw).catch((error) => {
    throw overQuotaOr(error, 'Cannot store the greeting: the mailbox has no room for it');
  });
  if (!appended) throw refused(client, 'Cannot store the greeting');
  const after = await openGreetings(client, folder.place.path);
  const stored = after && after.state.uidValidity === folder.state.uidValidity ? byMessageId(after, messageId) : null;
  if (stored && digestOf(raw) === (await storedDigest(client, stored.uid))) return stored.uid;
  if (stored) await expungeUids(writing, folder, [stored.uid]);
  throw new VoicemailError('mail-server-misbehaved', 'Cannot store the greeting: the mail server keeps other bytes');
}

/** The newest of them: a number that nobody else draws. */
export function byMessageId({ messages }: GreetingFolder, messageId: string): GreetingMessage | null {
  return messages.findLast(({ headers }) => headers.messageId === messageId) ?? null;
}

/** Names the bytes of a message. */
export const digestOf = (raw: Uint8Array): string => createHash('sha256').update(raw).digest('hex');

/** The same of one in the selected folder; `null` when it is gone. */
export async function storedDigest(client: ImapFlow, uid: number): Promise<string | null> {
  const message = await client.fetchOne(String(uid), { source: true }, { uid: true });
  const source = message ? message.source : undefined;
  return source ? digestOf(source) : null;
}

/** A minute of PCM is a megabyte and a quarter. */
const MOST_ENCODED_BYTES = 64 * 1024 * 1024;

/**
 * The stored bytes of a greeting in the selected folder. Asterisk reads them as base64, whatever the part says.
 * @throws {VoicemailError} recording-unsupported (too large), recording-not-found
 */
export async function greetingBytes(client: ImapFlow, { uid, encodedSizeBytes }: GreetingMessage): Promise<Uint8Array> {
  if (encodedSizeBytes > MOST_ENCODED_BYTES)
    throw new VoicemailError('recording-unsupported', 'Cannot play the greeting: it is larger than 48 MB');
  const message = await client.fetchOne(String(uid), { bodyParts: [SOUND_PART] }, { uid: true });
  const encoded = message ? message.bodyParts?.get(SOUND_PART) : undefined;
  if (!encoded) throw new VoicemailError('recording-not-found', 'Cannot play the greeting: it is gone');
  return Buffer.from(encoded.toString('latin1'), 'base64');
}
