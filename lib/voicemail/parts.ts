/** What `findParts` needs of a MIME tree; imapflow's `bodyStructure` is one. */
export interface PartNode {
  /** The IMAP part number; a message of a single part has none on it. */
  part?: string | undefined;
  type: string;
  parameters?: Record<string, string> | undefined;
  dispositionParameters?: Record<string, string> | undefined;
  description?: string | undefined;
  encoding?: string | undefined;
  /** In bytes, transfer encoding included. */
  size?: number | undefined;
  childNodes?: PartNode[] | undefined;
}

export interface SoundPart {
  part: string;
  contentType: string;
  encoding: string | null;
  /** Text after the first dot of the attachment's name, case kept, as Asterisk takes it (imap_retrieve_file). */
  extension: string | null;
  encodedSizeBytes: number | null;
  /** The stored bytes, to within three; exact only once they have been fetched. */
  sizeBytes: number | null;
}

interface BodyPart {
  part: string;
  encoding: string | null;
  charset: string | null;
}

export interface MessageParts {
  recording: SoundPart | null;
  /** The forwarder's spoken introduction, played first. */
  intro: SoundPart | null;
  body: BodyPart | null;
}

const MOST_NODES = 10_000;
const RECORDING_PART = '2';
/** Asterisk's file formats (formats/format_*.c), for writers that call every attachment application/octet-stream. */
const SOUND_EXTENSION =
  /^(wav(16|49)?|gsm|u(law|lw|l)|mu|pcm|a(law|lw|l)|sln(\d\d\d?)?|slin|raw|g7\d\d[^.]{0,3}|ogg|opus|spx|siren(7|14)|ilbc|vox|mp3)$/i;
const LONGEST_EXTENSION = 16;

/**
 * Which parts hold the recording, the intro and the text. Asterisk writes them as parts 2, 3 (named `msgintro…`) and 1;
 * what others rewrote is found by type and name. Never throws, and looks at no more than 10,000 parts.
 */
export function findParts(root: PartNode | null): MessageParts {
  const leaves = root ? [...leavesOf(root)] : [];
  const sounds = leaves.filter(isSound);
  const intro = sounds.find(isIntro);
  const recordings = sounds.filter((node) => node !== intro);
  const recording = recordings.find(({ part }) => part === RECORDING_PART) ?? recordings[0] ?? intro;
  const body = leaves.find((node) => node.type === 'text/plain' && !isSound(node));
  return {
    recording: recording ? soundPart(recording) : null,
    intro: intro && intro !== recording ? soundPart(intro) : null,
    body: body ? { ...placeOf(body), charset: body.parameters?.charset ?? null } : null,
  };
}

/** In the order of the message. Attached messages are closed: a voicemail inside a mail is not this mailbox's. */
function* leavesOf(root: PartNode): Generator<PartNode> {
  const waiting = [root];
  for (let visited = 0; visited < MOST_NODES; visited++) {
    const node = waiting.pop();
    if (!node) return;
    if (!node.type.startsWith('multipart/')) yield node;
    else for (const child of node.childNodes?.toReversed() ?? []) waiting.push(child);
  }
}

function isSound(node: PartNode): boolean {
  return (
    node.type.startsWith('audio/') ||
    node.type === 'application/ogg' ||
    SOUND_EXTENSION.test(extensionOf(node) ?? '') ||
    node.description === 'Voicemail sound attachment.'
  );
}

function isIntro(node: PartNode): boolean {
  return nameOf(node).toLowerCase().startsWith('msgintro');
}

/** Content-Type's name first: the only one that Asterisk reads. */
function nameOf({ parameters, dispositionParameters }: PartNode): string {
  return parameters?.name || dispositionParameters?.filename || '';
}

function extensionOf(node: PartNode): string | null {
  const [, ...rest] = nameOf(node).split('.');
  const extension = rest.join('.');
  return extension !== '' && extension.length <= LONGEST_EXTENSION ? extension : null;
}

function soundPart(node: PartNode): SoundPart {
  const place = placeOf(node);
  const encodedSizeBytes = isSize(node.size) ? node.size : null;
  return {
    ...place,
    contentType: node.type,
    extension: extensionOf(node),
    encodedSizeBytes,
    sizeBytes: encodedSizeBytes === null ? null : decodedSize(encodedSizeBytes, place.encoding),
  };
}

function isSize(size: number | undefined): size is number {
  return Number.isSafeInteger(size) && Number(size) >= 0;
}

/** Asterisk's base64 lines are 72 characters and CRLF (main/utils.c ast_base64_encode_file). */
function decodedSize(encodedBytes: number, encoding: string | null): number {
  if (encoding !== 'base64') return encodedBytes;
  const characters = encodedBytes - 2 * Math.ceil(encodedBytes / 74);
  return Math.max(Math.floor(characters / 4) * 3, 0);
}

function placeOf({ part, encoding }: PartNode): { part: string; encoding: string | null } {
  return { part: part || '1', encoding: encoding?.toLowerCase() || null };
}
