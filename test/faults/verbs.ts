import type { Mailbox } from '#lib/mailbox/mailbox.ts';
import type { FolderSlug } from '#lib/voicemail/folder.ts';
import type { Status } from '#lib/voicemail/message.ts';

/** What a verb answers; `gone` are the purged. */
export interface Answer {
  messages: { was: string }[];
  failed: { id: string; code: string }[];
  purged?: string[];
}

/** One verb on three messages at once. */
export interface Verb {
  name: string;
  /** Where the three are before it. */
  from: FolderSlug;
  /** Where they shall be then; `null`: nowhere, `room`: in Deleted as far as there is room, else nowhere. */
  to: FolderSlug | null | 'room';
  status?: Status;
  /** Where playing goes on then. */
  positionSeconds?: number;
  /** Brings the three from the inbox to where the verb finds them. */
  prepare?: (mailbox: Mailbox, ids: string[]) => Promise<Answer>;
  act: (mailbox: Mailbox, ids: string[]) => Promise<Answer>;
}

const remove = (mailbox: Mailbox, ids: string[]): Promise<Answer> => mailbox.change({ ids }, { folder: 'deleted' });

async function empty(mailbox: Mailbox): Promise<Answer> {
  const { upTo } = await mailbox.messages({ folder: 'deleted', limit: 1 });
  if (upTo === null) return { messages: [], failed: [] };
  return mailbox.purge({ filter: { folder: 'deleted', upTo } }, { isOverQuota: false });
}

export const VERBS: Verb[] = [
  {
    name: 'heard',
    from: 'inbox',
    to: 'inbox',
    status: 'old',
    act: (mailbox, ids) => mailbox.change({ ids }, { status: 'old' }),
  },
  {
    name: 'new',
    from: 'inbox',
    to: 'inbox',
    status: 'new',
    act: (mailbox, ids) => mailbox.change({ ids }, { status: 'new' }),
  },
  {
    name: 'position',
    from: 'inbox',
    to: 'inbox',
    positionSeconds: 20,
    act: (mailbox, ids) => mailbox.change({ ids }, { positionSeconds: 20 }),
  },
  { name: 'move', from: 'inbox', to: 'work', act: (mailbox, ids) => mailbox.change({ ids }, { folder: 'work' }) },
  { name: 'remove', from: 'inbox', to: 'deleted', act: remove },
  {
    name: 'restore',
    from: 'deleted',
    to: 'inbox',
    prepare: remove,
    act: (mailbox, ids) => mailbox.change({ ids }, { restore: true }),
  },
  {
    name: 'purge',
    from: 'deleted',
    to: null,
    prepare: remove,
    act: (mailbox, ids) => mailbox.purge({ ids }, { isOverQuota: false }),
  },
  { name: 'empty', from: 'deleted', to: null, prepare: remove, act: empty },
  {
    name: 'over quota',
    from: 'inbox',
    to: 'room',
    act: (mailbox, ids) => mailbox.purge({ ids }, { isOverQuota: true }),
  },
];

export function verbNamed(name: string): Verb {
  const verb = VERBS.find((candidate) => candidate.name === name);
  if (!verb) throw new Error(`There is no verb ${name}`);
  return verb;
}
