import 'server-only';
import { randomInt } from 'node:crypto';
import { hostname } from 'node:os';
import { encode } from '#lib/audio/encode.ts';
import type { Account } from '#lib/imap/account.ts';
import { expungeUids, putBackLifted } from '#lib/imap/expunge.ts';
import {
  appendGreeting,
  byMessageId,
  digestOf,
  type GreetingFolder,
  makeGreetings,
  openGreetings,
  storedDigest,
} from '#lib/imap/greeting-folder.ts';
import { greetingMessage, greetingMessageId } from '#lib/imap/greeting-message.ts';
import { readQuota } from '#lib/imap/quota.ts';
import { type Writing, withWriting } from '#lib/imap/writing.ts';
import type { MailboxAddress } from '#lib/voicemail/address.ts';
import { VoicemailError } from '#lib/voicemail/errors.ts';
import { type GreetingKind, greetingKindOf, greetingStem } from '#lib/voicemail/greeting.ts';
import { greetingNotes, noteGreetings } from './greeting-notes.ts';
import type { GreetingRules } from './greeting-rules.ts';

/** What is to be heard: samples at 8000 Hz. */
export interface GreetingSound {
  samples: Int16Array;
  durationSeconds: number;
}

/**
 * Stores a greeting: appends it, reads it back, and only then takes out what was there before. Until that is done callers
 * hear the older one, because Asterisk takes the first it finds; `finishPending` finishes what was cut short.
 * @param endsAtSeconds when it is taken out again, Unix time; only of the temporary one
 * @throws {VoicemailError} greeting-refused, mailbox-over-quota, and of the mail server kind
 */
export async function storeGreeting(
  account: Account,
  address: MailboxAddress,
  rules: GreetingRules,
  { kind, sound, endsAtSeconds }: { kind: GreetingKind; sound: GreetingSound; endsAtSeconds: number | null },
): Promise<void> {
  const mail = await mailOf(account, address, rules, kind, sound);
  await withWriting(account, 'Cannot store the greeting', async (writing) => {
    const folder = (await usableFolder(writing, rules.path)) ?? (await makeGreetings(writing, rules.path));
    await checkRoom(writing, folder, mail.raw.length);
    const oldUids = uidsOf(folder, kind);
    const { uidValidity } = folder.state;
    const pending = { messageId: mail.messageId, digest: digestOf(mail.raw), uidValidity, oldUids, endsAtSeconds };
    await noteGreetings(account, { pending });
    await appendGreeting(writing, folder, mail);
    if (oldUids.length > 0) await expungeUids(writing, folder, oldUids);
    await noteGreetings(account, { pending: null, ...endOf(kind, pending) });
    await checkHeard(writing, rules.path, kind, mail.messageId);
  });
}

/**
 * Takes every greeting of a kind out, so that callers hear the phone's own words.
 * @param only of this Message-ID, when it is meant to be that one and no other
 * @throws {VoicemailError} greeting-refused, recording-not-found, and of the mail server kind
 */
export async function takeOutGreeting(
  account: Account,
  { path }: GreetingRules,
  kind: GreetingKind,
  only?: string,
): Promise<void> {
  await withWriting(account, 'Cannot remove the greeting', async (writing) => {
    const folder = await usableFolder(writing, path);
    const uids = folder && isMeant(folder, kind, only) ? uidsOf(folder, kind) : [];
    if (folder && uids.length > 0) await expungeUids(writing, folder, uids);
    if (kind === 'temporary') await noteGreetings(account, { end: null });
    if (uids.length === 0 && only === undefined)
      throw new VoicemailError('recording-not-found', 'Cannot remove the greeting: there is none');
  });
}

const isMeant = (folder: GreetingFolder, kind: GreetingKind, only: string | undefined) =>
  only === undefined || byMessageId(folder, only)?.stem === greetingStem(kind);

/** Finishes what was cut short between the new greeting and the end of the old one; whatever it is, callers hear something. */
export async function finishPending(account: Account, { path }: GreetingRules): Promise<void> {
  await withWriting(account, 'Cannot finish the greeting', async (writing) => void (await usableFolder(writing, path)));
}

/** The folder with nothing half done in it; `null` where there is none. */
async function usableFolder(writing: Writing, path: string): Promise<GreetingFolder | null> {
  const folder = await openGreetings(writing.client, path);
  if (!folder) return null;
  await putBackLifted(writing.client, writing.account, folder);
  const { pending } = await greetingNotes(writing.account);
  if (pending) await finish(writing, folder, pending);
  const now = pending ? await openGreetings(writing.client, path) : folder;
  if (!now?.isBlocked) return now;
  const reason = `Cannot change greetings: ${path} holds a mail that is no greeting, at which the phone system stops looking`;
  throw new VoicemailError('greeting-refused', `${reason}: take it out with a mail program`);
}

type Pending = NonNullable<Awaited<ReturnType<typeof greetingNotes>>['pending']>;

async function finish(writing: Writing, folder: GreetingFolder, pending: Pending): Promise<void> {
  const { messageId, digest, uidValidity, oldUids } = pending;
  const fresh = uidValidity === folder.state.uidValidity ? byMessageId(folder, messageId) : null;
  const isWhole = fresh !== null && (await storedDigest(writing.client, fresh.uid)) === digest;
  const old = folder.messages.filter(({ uid, stem }) => oldUids.includes(uid) && stem === fresh?.stem);
  const due = isWhole ? old : fresh ? [fresh] : [];
  if (due.length > 0)
    await expungeUids(
      writing,
      folder,
      due.map(({ uid }) => uid),
    );
  const kind = isWhole ? greetingKindOf(fresh.stem) : null;
  await noteGreetings(writing.account, { pending: null, ...endOf(kind, pending) });
}

/** What is to be noted of the end of a greeting that is there: nothing of one that has none. */
function endOf(kind: GreetingKind | null, { messageId, endsAtSeconds }: Pending) {
  if (kind !== 'temporary') return {};
  return { end: endsAtSeconds === null ? null : { messageId, atSeconds: endsAtSeconds } };
}

const uidsOf = ({ messages }: GreetingFolder, kind: GreetingKind): number[] =>
  messages.filter(({ stem }) => stem === greetingStem(kind)).map(({ uid }) => uid);

/** A server that says how much room there is is believed before anything is sent. */
async function checkRoom({ client }: Writing, { place }: GreetingFolder, sizeBytes: number): Promise<void> {
  const { limits } = await readQuota(client, place.path);
  const isFull = (used: number | null, more: number, limit: number | null) =>
    limit !== null && limit > 0 && (used ?? 0) + more > limit;
  if (!limits) return;
  if (isFull(limits.usedBytes, sizeBytes, limits.limitBytes) || isFull(limits.usedMessages, 1, limits.limitMessages))
    throw new VoicemailError('mailbox-over-quota', 'Cannot store the greeting: the mailbox has no room for it');
}

/** As Asterisk looks: the first of its name. */
async function checkHeard(writing: Writing, path: string, kind: GreetingKind, messageId: string): Promise<void> {
  const folder = await openGreetings(writing.client, path);
  const first = folder?.reachable.find(({ stem }) => stem === greetingStem(kind));
  if (first?.headers.messageId === messageId) return;
  throw new VoicemailError('mail-server-misbehaved', 'Cannot store the greeting: the mail server shows another one');
}

const RANDOM = 2 ** 31 - 1;

async function mailOf(
  account: Account,
  { extension, context }: MailboxAddress,
  { site, mailbox, format }: GreetingRules,
  kind: GreetingKind,
  { samples, durationSeconds }: GreetingSound,
) {
  const mail = {
    stem: greetingStem(kind),
    extension: format.extension,
    bytes: await encode(format.codec, samples),
    durationSeconds,
    storedAt: new Date(),
    mailbox: {
      ...{ extension, context, ownerId: mailbox?.shareId ?? extension, name: mailbox?.name ?? '' },
      emails: mailbox?.emails.length ? mailbox.emails : [account.user],
    },
    site: {
      timeZone: site.zones.get(mailbox?.zone ?? '')?.timeZone,
      charset: site.settings.charset,
      serverEmail: `asterisk@${hostname()}`,
    },
    unique: { ...drawn(), pid: process.pid, host: hostname(), priority: 0 },
  };
  return { raw: greetingMessage(mail), messageId: greetingMessageId(mail) };
}

const drawn = () => ({ messageId: randomInt(RANDOM), boundary: randomInt(RANDOM) });
