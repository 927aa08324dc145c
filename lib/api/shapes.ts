import { z } from 'zod';
import { parseAddress } from '#lib/voicemail/address.ts';
import { ERROR_CODES } from '#lib/voicemail/errors.ts';
import { FOLDER_SLUGS } from '#lib/voicemail/folder.ts';
import { GREETING_KINDS, GREETING_REFUSALS } from '#lib/voicemail/greeting.ts';
import { parseMessageId } from '#lib/voicemail/message.ts';
import { LAMP_REASONS } from '#lib/voicemail/summary.ts';

// What the calls of the contract are made of.

export const address = z.string().refine((text) => parseAddress(text) !== null, 'is not of the form 1001@default');
export const messageId = z.string().refine((text) => parseMessageId(text) !== null, 'is not a message id');
export const folder = z.enum(FOLDER_SLUGS);
export const status = z.enum(['new', 'old']);
const yesOrNo = z.enum(['true', 'false']).transform((text) => text === 'true');

export const message = z.object({
  id: z.string(),
  folder,
  from: folder.nullable(),
  status,
  urgent: z.boolean(),
  caller: z.object({
    name: z.string().nullable(),
    number: z.string().nullable(),
    presentation: z.enum(['shown', 'withheld', 'unknown']),
  }),
  receivedAt: z.iso.datetime(),
  durationSeconds: z.number().nullable(),
  positionSeconds: z.number(),
  sizeBytes: z.number().nullable(),
  codec: z.string().nullable(),
  asteriskId: z.string().nullable(),
  hasIntro: z.boolean(),
  alsoIn: z.array(folder),
  purgeAt: z.iso.datetime().nullable(),
});

export const indexing = z.object({ doneMessages: z.number(), totalMessages: z.number() });

export const folderSummary = z.object({
  slug: folder,
  name: z.string(),
  new: z.number(),
  old: z.number(),
  urgent: z.number(),
  total: z.number(),
  onPhone: z.boolean(),
  indexing: indexing.optional(),
});

export const quota = z.object({
  usedBytes: z.number().nullable(),
  limitBytes: z.number().nullable(),
  usedMessages: z.number().nullable(),
  limitMessages: z.number().nullable(),
});

export const lamp = z.object({
  on: z.boolean(),
  new: z.number(),
  old: z.number(),
  urgent: z.number(),
  confirmed: z.boolean(),
  reason: z.enum(LAMP_REASONS).nullable(),
  phone: z.object({ new: z.number(), old: z.number(), urgent: z.number() }).nullable(),
});

export const greetingKind = z.enum(GREETING_KINDS);

/** What callers hear: `null` is the phone's own words, `name` the spoken name within them. */
export const greetingList = z.object({
  refused: z.enum(GREETING_REFUSALS).nullable(),
  greetings: z.array(
    z.object({
      kind: greetingKind,
      recordedAt: z.iso.datetime(),
      durationSeconds: z.number().nullable(),
      codec: z.string().nullable(),
      endsAt: z.iso.datetime().nullable(),
    }),
  ),
  heard: z.object({ unavailable: greetingKind.nullable(), busy: greetingKind.nullable() }),
  maxSeconds: z.number().nullable(),
});

/** RFC 9457 problem details, as every failing call answers. */
export const problem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.number(),
  code: z.enum(ERROR_CODES),
  requestId: z.string(),
  issues: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
  retryAfterSeconds: z.number().optional(),
});

export const day = z.iso.datetime({ offset: true });

/** Which messages of a folder. `q` is part of a caller's name or number, the digits however they are written. */
export const search = {
  folder: folder.default('inbox'),
  status: status.optional(),
  urgent: yesOrNo.optional(),
  q: z.string().trim().max(100).optional(),
  from: day.optional(),
  until: day.optional(),
  minSeconds: z.coerce.number().int().min(0).optional(),
  maxSeconds: z.coerce.number().int().min(0).optional(),
};
