import { z } from 'zod';
import { MOST_EXPORTED } from '#lib/voicemail/export-list.ts';
import { uidsOfRanges } from '#lib/voicemail/uid-ranges.ts';
import { address, messageId, search } from './shapes.ts';

// What browser and server agreed on about the sounds of messages. The browser imports types only.

/**
 * GET, HEAD: the sound as WAV with Range. With `download` a file, the time in its name in zone `tz`: `wav` is what is played, anything
 * else the bytes as they are stored.
 */
export const getRecording = {
  method: 'GET',
  path: '/api/messages/{id}/recording',
  produces: ['audio/wav', 'audio/ogg'],
  input: z.object({
    mailbox: address.optional(),
    id: messageId,
    download: z.string().optional(),
    tz: z.string().max(64).optional(),
  }),
} as const;

/**
 * GET: what a player draws of the sound that `recording` gives, and goes by: bars from 0 to 255 for equal stretches of it, where nobody
 * speaks (a little pause stays), and the gains that make all speech equally loud, in straight lines of decibels from place to place.
 */
export const getPeaks = {
  method: 'GET',
  path: '/api/messages/{id}/peaks',
  input: z.object({ mailbox: address.optional(), id: messageId }),
  output: z.object({
    durationSeconds: z.number(),
    introSeconds: z.number(),
    peaks: z.array(z.number()),
    silences: z.array(z.object({ startSeconds: z.number(), endSeconds: z.number() })),
    gains: z.array(z.object({ atSeconds: z.number(), gainDb: z.number() })),
  }),
} as const;

/**
 * GET, HEAD: a zip of sound files with a list of them: the messages numbered `uids` (`1:3,7`) under `uidValidity`, or all that match and
 * had arrived with `upTo`. `form` and `tz` as above; what is no longer there is in the list with the reason. HEAD says whether it would begin.
 */
export const exportMessages = {
  method: 'GET',
  path: '/api/export',
  produces: ['application/zip'],
  input: z
    .object({
      mailbox: address.optional(),
      ...search,
      uidValidity: z.coerce.number().int().positive().optional(),
      uids: z
        .string()
        .max(8000)
        .refine(
          (text) => uidsOfRanges(text, MOST_EXPORTED) !== null,
          `is not a list such as 1:3,7, or over ${MOST_EXPORTED}`,
        )
        .optional(),
      upTo: messageId.optional(),
      form: z.enum(['wav', 'stored']).default('wav'),
      tz: z.string().max(64).optional(),
    })
    .refine(
      ({ uids, uidValidity, upTo }) => (upTo === undefined) === (uids !== undefined && uidValidity !== undefined),
      {
        message: 'needs either uids with uidValidity, or upTo',
      },
    ),
} as const;

export type Peaks = z.infer<(typeof getPeaks)['output']>;
