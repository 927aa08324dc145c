import 'server-only';
import type { ImapFlow } from 'imapflow';
import { cacheOf, type PersonCache } from '#lib/platform/person-cache.ts';
import { VoicemailError } from '#lib/voicemail/errors.ts';
import { folderName } from '#lib/voicemail/folder.ts';
import { messageId } from '#lib/voicemail/message.ts';
import type { SoundPart } from '#lib/voicemail/parts.ts';
import type { Account } from './account.ts';
import {
  type Base64Lines,
  BLOCK_ENCODED_BYTES,
  type Block,
  blockAt,
  decodeBlock,
  lineLengthOf,
  linesWithTail,
  tailStartOf,
} from './base64-lines.ts';
import { isExpunged } from './errors.ts';
import { selectFolder } from './folder.ts';
import type { FolderIndex } from './index-cache.ts';
import { withConnection } from './pool.ts';
import { decodePart } from './transfer-encoding.ts';

/** Asterisk itself refuses larger parts (app_voicemail.c save_body, 128 MiB decoded). */
const MAX_ENCODED_BYTES = 180 * 1024 * 1024;
/** A minute of gsm in base64 is 136 kB: what is not much larger is fetched whole, in one FETCH. */
const WHOLE_ENCODED_BYTES = 192 * 1024;
/** If the part has as many octets as it says, nothing comes of these. */
const BEYOND_END = 100;
const SMALL = 200;

/** The stored bytes of a part, of which any piece can be had. */
export interface StoredPart {
  sizeBytes: number;
  /**
   * From one byte up to another, which is not included.
   * @throws {VoicemailError} message-not-found, message-id-stale, sign-in-required, and of the mail server kind
   */
  read(firstByte: number, endByte: number): Promise<Uint8Array>;
}

/** A part of one message, and whoever reads it now. What is kept for later must not hold on to the account. */
interface Place {
  account: Account;
  cache: PersonCache;
  index: FolderIndex;
  uid: number;
  part: SoundPart;
}

/**
 * A part with its transfer encoding undone. Of base64 in lines of one length, as Asterisk writes it, no more is fetched than what
 * is read, in blocks of 128 kB; anything else, and what is short, is fetched whole. PEEK throughout: reading marks nothing heard.
 * Whatever is kept of it, the mail server is asked whether the message is there.
 * @throws {VoicemailError} recording-not-found, recording-unsupported (too large), message-not-found, message-id-stale, and of the mail server kind
 */
export async function openPart(
  account: Account,
  index: FolderIndex,
  uid: number,
  part: SoundPart,
): Promise<StoredPart> {
  const place = { account, cache: cacheOf(account.key), index, uid, part };
  const encodedBytes = part.encodedSizeBytes ?? 0;
  if (encodedBytes > MAX_ENCODED_BYTES) {
    throw new VoicemailError('recording-unsupported', `${doing(place)}: it is larger than 128 MiB`);
  }
  if (['lines', 'whole'].some((what) => place.cache.has(keyOf(place, what)))) await checkMessage(place);
  const isLong = encodedBytes > WHOLE_ENCODED_BYTES && part.encoding === 'base64';
  const lines = isLong ? await keep(place, 'lines', SMALL, () => findLines(place, encodedBytes)) : null;
  if (lines) return inBlocks(place, lines);
  const bytes = await keep(place, 'whole', encodedBytes, () => wholePart(place));
  return { sizeBytes: bytes.length, read: async (first, end) => bytes.subarray(first, end) };
}

function inBlocks(place: Place, lines: Base64Lines): StoredPart {
  return {
    sizeBytes: lines.sizeBytes,
    async read(firstByte, endByte) {
      const pieces: Uint8Array[] = [];
      for (let at = firstByte; at < Math.min(endByte, lines.sizeBytes); ) {
        const block = blockAt(lines, at);
        const bytes = await keep(place, block.number, block.end - block.start, () => fetchBlock(place, lines, block));
        pieces.push(bytes.subarray(at - block.start, endByte - block.start));
        at = block.end;
      }
      return pieces.length === 1 && pieces[0] ? pieces[0] : Buffer.concat(pieces);
    },
  };
}

/** Looks at both ends; `null` when the lines are not all of one length. */
async function findLines(place: Place, encodedBytes: number): Promise<Base64Lines | null> {
  const head = await fetchPiece(place, { start: 0, maxLength: BLOCK_ENCODED_BYTES });
  const lineLength = lineLengthOf(head);
  if (lineLength === null) return null;
  const start = tailStartOf(lineLength, encodedBytes);
  const tail = await fetchPiece(place, { start, maxLength: encodedBytes - start + BEYOND_END });
  const lines = linesWithTail(lineLength, encodedBytes, tail);
  if (!lines) return null;
  const block = blockAt(lines, 0);
  const bytes = decodeBlock(lines, block, head.subarray(0, block.encodedLength));
  if (!bytes) return null;
  await keep(place, block.number, bytes.length, async () => bytes);
  return lines;
}

async function fetchBlock(place: Place, lines: Base64Lines, block: Block): Promise<Uint8Array> {
  const encoded = await fetchPiece(place, { start: block.encodedStart, maxLength: block.encodedLength });
  const bytes = decodeBlock(lines, block, encoded);
  if (bytes) return bytes;
  // From now on it is fetched whole, and has another length and another tag.
  place.cache.drop(keyOf(place, 'lines'));
  void keep(place, 'lines', SMALL, async () => null);
  throw new VoicemailError('mail-server-misbehaved', `${doing(place)}: its lines are not of one length`);
}

async function wholePart(place: Place): Promise<Uint8Array> {
  return decodePart(await fetchPiece(place), place.part.encoding);
}

/** What is kept of a message that is gone is not to be heard any more. */
async function checkMessage(place: Place): Promise<void> {
  await withConnection(place.account, doing(place), async (client) => {
    await selectFolder(client, place.index.place.path, place.index.state.uidValidity);
    if (!(await isThere(client, place))) throw gone(place);
  });
}

async function isThere(client: ImapFlow, { uid }: Place): Promise<boolean> {
  // Without it the server may show what was there when the folder was selected (RFC 9051 §7.5.1).
  await client.noop();
  return Boolean(await client.fetchOne(String(uid), { uid: true }, { uid: true }));
}

/** One FETCH, and the connection is somebody else's again. */
function fetchPiece(place: Place, piece?: { start: number; maxLength: number }): Promise<Buffer> {
  const { account, cache, index, uid, part } = place;
  if (cache.isClosed) throw new VoicemailError('sign-in-required', `${doing(place)}: the session has ended`);
  return withConnection(account, doing(place), async (client) => {
    await selectFolder(client, index.place.path, index.state.uidValidity);
    const bodyParts = [piece ? { key: part.part, ...piece } : part.part];
    const message = await client.fetchOne(String(uid), { bodyParts }, { uid: true }).catch((error) => {
      throw isExpunged(error) ? gone(place) : error;
    });
    if (!message) throw gone(place);
    const bytes = message.bodyParts?.get(part.part);
    // Dovecot says NIL of a message that it has not told us is gone.
    if (!bytes && !(await isThere(client, place))) throw gone(place);
    if (!bytes) throw new VoicemailError('recording-not-found', `${doing(place)}: the message has no such part`);
    return bytes;
  });
}

function keep<T>(place: Place, what: string | number, sizeBytes: number, make: () => Promise<T>): Promise<T> {
  return place.cache.keep(keyOf(place, what), sizeBytes, make);
}

function keyOf({ index: { place, state }, uid, part }: Place, what: string | number): string {
  return `${messageId({ folder: place.slug, uidValidity: state.uidValidity, uid })} ${part.part} ${what}`;
}

const gone = (place: Place) => new VoicemailError('message-not-found', `${doing(place)}: it is gone`);
const doing = ({ index }: Place) => `Cannot read a recording in ${folderName(index.place.slug)}`;
