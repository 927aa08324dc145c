import { listMessages } from '#lib/api/client.ts';
import type { FolderSlug } from '#lib/voicemail/folder.ts';
import type { Message } from '#lib/voicemail/message.ts';

const PAGE_ROWS = 200;
const MOST_ROWS = 2000;

/** Whose new messages, and in which folder. */
export interface Place {
  mailbox: string | undefined;
  folder: FolderSlug;
}

/** What is new in a folder and can be heard, newest first. @throws {ApiError} */
export async function newMessages({ mailbox, folder }: Place): Promise<Message[]> {
  const rows: Message[] = [];
  for (let before: string | undefined; rows.length < MOST_ROWS; ) {
    const query = {
      mailbox,
      folder,
      status: 'new' as const,
      limit: PAGE_ROWS,
      ...(before !== undefined && { before }),
    };
    const page = await listMessages(query);
    rows.push(...page.messages);
    if (page.next === null) break;
    before = page.next;
  }
  return rows.filter(({ codec }) => codec !== null);
}

/** Whose turn it is. What was played is not played again, though it may still be new. */
export class Queue {
  readonly place: Place;
  #waiting: Message[] = [];
  readonly #played: Message[] = [];
  #at = 0;

  constructor(place: Place) {
    this.place = place;
  }

  /** The how manyth was taken last, counted from one; 0 before the first. */
  get number(): number {
    return this.#at;
  }

  get count(): number {
    return this.#played.length + this.#waiting.length;
  }

  /** What is new now: what left or was heard elsewhere is left out, and what came joins at the end. */
  refresh(rows: Message[]): void {
    const fresh = new Map(rows.map((message) => [message.id, message]));
    const staying = this.#waiting.flatMap(({ id }) => fresh.get(id) ?? []);
    const known = new Set([...this.#played, ...staying].map(({ id }) => id));
    this.#waiting = [...staying, ...rows.filter(({ id }) => !known.has(id)).sort(asThePhonePlays)];
  }

  take(): Message | null {
    const again = this.#played[this.#at];
    const next = again ?? this.#waiting.shift() ?? null;
    if (next) this.#at += 1;
    if (next && !again) this.#played.push(next);
    return next;
  }

  /** One back, if there is one. */
  back(): Message | null {
    const before = this.#played[this.#at - 2] ?? null;
    if (before) this.#at -= 1;
    return before;
  }
}

/** Urgent ones first (app_voicemail.c vm_execmain), each kind from the oldest. */
function asThePhonePlays(a: Message, b: Message): number {
  return Number(b.urgent) - Number(a.urgent) || Date.parse(a.receivedAt) - Date.parse(b.receivedAt);
}
