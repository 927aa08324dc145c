import { z } from 'zod';
import { CALL_OUTCOMES } from '#lib/voicemail/call.ts';
import { ERROR_CODES } from '#lib/voicemail/errors.ts';
import {
  address,
  folder,
  folderSummary,
  indexing,
  lamp,
  message,
  messageId,
  type problem,
  quota,
  search,
  status,
} from './shapes.ts';

// What browser and server agreed on; sound, greetings and the second factor have pages of their own. The browser imports types only: zod is 92 kB.

/** GET: folders with counts, quota, and what the lamp should show. The page asks by itself: that keeps no session alive. */
export const getMailbox = {
  method: 'GET',
  path: '/api/mailbox',
  isPolled: true,
  input: z.object({ mailbox: address.optional() }),
  output: z.object({
    mailbox: z.string(),
    mailboxes: z.array(z.string()),
    folders: z.array(folderSummary),
    quota: quota.nullable(),
    quotaSupported: z.boolean(),
    maxMessages: z.number(),
    deletedDays: z.number(),
    phoneKnown: z.boolean(),
    tidyAfterMinutes: z.number(),
    callBack: z.enum(['tel', 'ring']),
    lamp,
  }),
} as const;

/** POST: has the phone system look at the mailbox again, and says what the lamp shows then. */
export const refreshLamp = {
  method: 'POST',
  path: '/api/lamp',
  input: z.object({ mailbox: address.optional() }),
  output: lamp,
} as const;

/**
 * POST: has the owner's phone ring and, once it is picked up, calls whoever left the message: the number is never the browser's. Answers when it
 * was picked up, or after 30 seconds. Only where `callBack` of the mailbox is `ring`.
 */
export const callBack = {
  method: 'POST',
  path: '/api/call',
  input: z.object({ mailbox: address.optional(), id: messageId }),
  output: z.object({ outcome: z.enum(CALL_OUTCOMES) }),
} as const;

/** POST: ends every session of this account, on all devices, this one too. */
export const signOutEverywhere = {
  method: 'POST',
  path: '/api/sign-out-everywhere',
  input: z.object({}),
  output: z.object({}),
} as const;

/**
 * GET: one page of a folder, newest first. `before` is the `next` of the page above it. `from` is included, `until` is
 * not. `upTo` names the newest arrival that this answer knows. `indexing` is null but while a large folder is read for
 * the first time: then older messages are still to come, `total` grows, and hints tell when to ask again.
 */
export const listMessages = {
  method: 'GET',
  path: '/api/messages',
  input: z.object({
    mailbox: address.optional(),
    limit: z.coerce.number().int().min(1).max(200).default(50),
    before: z.string().max(64).optional(),
    ...search,
  }),
  output: z.object({
    messages: z.array(message),
    next: z.string().nullable(),
    total: z.number(),
    upTo: z.string().nullable(),
    indexing: indexing.nullable(),
  }),
} as const;

/**
 * GET: what became of the rows that a page has, for the price of the rows that came. `through` is the `next` of the last
 * page it has, `upTo` that of the first. `uids` are all rows down to there, newest first; of them `newUids` are new,
 * `urgentUids` urgent, `alsoIn` says which have copies elsewhere and `positions` where playing stopped. `messages` came after `upTo`, the newest 200 of them.
 */
export const listChanges = {
  method: 'GET',
  path: '/api/messages/changes',
  isPolled: true,
  input: z.object({ mailbox: address.optional(), through: z.string().max(64).optional(), upTo: messageId, ...search }),
  output: z.object({
    uids: z.array(z.number()),
    newUids: z.array(z.number()),
    urgentUids: z.array(z.number()),
    alsoIn: z.array(z.object({ uid: z.number(), folders: z.array(folder) })),
    positions: z.array(z.object({ uid: z.number(), seconds: z.number() })),
    messages: z.array(message),
    total: z.number(),
    upTo: z.string().nullable(),
  }),
} as const;

/** The messages meant: by id, or all of a folder that match and had arrived when the person looked (`upTo`). */
const selection = {
  mailbox: address.optional(),
  ids: z.array(messageId).min(1).max(500).optional(),
  filter: z.object({ ...search, urgent: z.boolean().optional(), upTo: messageId }).optional(),
};
const hasOneSelection = ({ ids, filter }: { ids?: unknown; filter?: unknown }) =>
  (ids === undefined) !== (filter === undefined);
const failed = z.array(z.object({ id: z.string(), code: z.enum(ERROR_CODES) }));
const changed = z.array(message.extend({ was: z.string() }));

/**
 * PATCH: mark messages heard (`old`) or new, move them (`deleted` removes), restore them from Deleted, or keep where
 * playing stopped (0 forgets it; it is kept in steps, never later than said). Each id succeeds or fails by itself; `was`
 * is the id before, which a move changes.
 */
export const changeMessages = {
  method: 'PATCH',
  path: '/api/messages',
  input: z
    .object({
      ...selection,
      status: status.optional(),
      folder: folder.optional(),
      restore: z.literal(true).optional(),
      positionSeconds: z.number().min(0).optional(),
    })
    .refine(hasOneSelection, 'needs either ids or a filter')
    .refine(
      ({ status: mark, folder: target, restore, positionSeconds }) =>
        [mark, target, restore, positionSeconds].filter((wish) => wish !== undefined).length === 1,
      'needs exactly one of status, folder, restore and positionSeconds',
    )
    .refine(({ ids, positionSeconds }) => ids !== undefined || positionSeconds === undefined, 'positions go by ids'),
  output: z.object({ messages: changed, failed }),
} as const;

/**
 * DELETE: for good. Only from Deleted, but with `overQuota` from anywhere: of these only what Deleted has no room for
 * goes for good, the rest is moved to Deleted and comes back in `messages`.
 */
export const purgeMessages = {
  method: 'DELETE',
  path: '/api/messages',
  input: z.object({ ...selection, overQuota: z.literal(true).optional() }).refine(hasOneSelection, {
    message: 'needs either ids or a filter',
  }),
  output: z.object({ purged: z.array(z.string()), messages: changed, failed }),
} as const;

/**
 * GET: hints as server-sent events, for as long as the session lasts, which they do not keep alive. `live` comes first, and
 * every 15 seconds, and says whether changes are seen as they happen; `changed` that something in a folder did, or in any.
 */
export const watchMailbox = {
  method: 'GET',
  path: '/api/events',
  produces: ['text/event-stream'],
  input: z.object({ mailbox: address.optional() }),
} as const;

/** The events by name, each with its data, as JSON. `signed-out` is the last. */
export interface MailboxEvents {
  live: { live: boolean };
  changed: { folder: z.infer<typeof folder> | null };
  'signed-out': Record<string, never>;
}

/** GET: whether the mail server answers. */
export const getHealth = {
  method: 'GET',
  path: '/api/health',
  input: z.object({}),
  output: z.object({
    mailServer: z.enum(['up', 'down']),
    /** In the last ten minutes: `refused` by the mail server's own limit per person, or `full` by `IMAP_MAX_CONNECTIONS`. */
    connections: z.enum(['enough', 'refused', 'full']),
  }),
} as const;

export type Problem = z.infer<typeof problem>;
export type MessagePage = z.infer<(typeof listMessages)['output']>;
export type MessageQuery = z.input<(typeof listMessages)['input']>;
export type ListChanges = z.infer<(typeof listChanges)['output']>;
export type ListChangesQuery = z.input<(typeof listChanges)['input']>;
export type MessageChange = z.input<(typeof changeMessages)['input']>;
export type MessageSelection = Pick<MessageChange, 'mailbox' | 'ids' | 'filter'>;
export type PurgeRequest = z.input<(typeof purgeMessages)['input']>;
export type PurgeResult = z.infer<(typeof purgeMessages)['output']>;
export type ChangedMessage = z.infer<typeof changed>[number];
export type ChangeResult = z.infer<(typeof changeMessages)['output']>;
