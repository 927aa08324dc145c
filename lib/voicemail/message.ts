import { type FolderSlug, isFolderSlug } from './folder.ts';

/** As Asterisk and RFC 3842 count. The page says "New" and "Heard". */
export type Status = 'new' | 'old';

/** `withheld`: the caller hid the number. `unknown`: the phone network did not say. */
export type Presentation = 'shown' | 'withheld' | 'unknown';

export interface Caller {
  name: string | null;
  number: string | null;
  presentation: Presentation;
}

/** When nothing could be read of the call. */
export const NOBODY: Caller = { name: null, number: null, presentation: 'unknown' };

/** One voicemail as the page sees it. */
export interface Message {
  /** Where it is: `folder.uidvalidity.uid`. A move changes it. */
  id: string;
  folder: FolderSlug;
  /** The folder a deleted message came from, where that is known. */
  from: FolderSlug | null;
  status: Status;
  urgent: boolean;
  caller: Caller;
  /** When the recording ended, ISO 8601 in UTC. */
  receivedAt: string;
  durationSeconds: number | null;
  /** Where playing stopped last. */
  positionSeconds: number;
  /** The stored bytes of the recording, estimated from its base64 size; `null` when there is none. */
  sizeBytes: number | null;
  /** What the recording is stored as, by its file name; `null` when the message has no sound. */
  codec: string | null;
  /** Asterisk's own id: survives a move, but copies share it. */
  asteriskId: string | null;
  /** A forwarded message with the forwarder's spoken introduction before it. */
  hasIntro: boolean;
  /** Other folders that hold a copy of it, as the phone's own "save" leaves one in the inbox. */
  alsoIn: FolderSlug[];
  /** When it leaves Deleted for good, ISO 8601 in UTC; `null` elsewhere, and where Deleted keeps for ever. */
  purgeAt: string | null;
}

/** A message by place. UIDs mean nothing without the UIDVALIDITY they were given under (RFC 9051 §2.3.1.1). */
export interface MessagePlace {
  folder: FolderSlug;
  uidValidity: number;
  uid: number;
}

const PLACE = /^([a-z0-9-]+)\.([1-9]\d{0,9})\.([1-9]\d{0,9})$/;
const LARGEST_UID = 4_294_967_295;

/** `null` when the text cannot be an id of ours. */
export function parseMessageId(text: string): MessagePlace | null {
  const [, folder = '', uidValidityText, uidText] = PLACE.exec(text) ?? [];
  const [uidValidity, uid] = [Number(uidValidityText), Number(uidText)];
  if (!isFolderSlug(folder) || !(uidValidity <= LARGEST_UID && uid <= LARGEST_UID)) return null;
  return { folder, uidValidity, uid };
}

export function messageId({ folder, uidValidity, uid }: MessagePlace): string {
  return `${folder}.${uidValidity}.${uid}`;
}
