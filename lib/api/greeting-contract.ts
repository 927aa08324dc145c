import { z } from 'zod';
import { address, day, greetingKind, greetingList } from './shapes.ts';

// What browser and server agreed on about greetings. The browser imports types only.

/** GET: the greetings that there are, what callers hear now, and why there can be none. */
export const listGreetings = {
  method: 'GET',
  path: '/api/greetings',
  input: z.object({ mailbox: address.optional() }),
  output: greetingList,
} as const;

/** PUT: a WAV is what callers hear from now on; the temporary greeting may end by itself. The body is the file. */
export const putGreeting = {
  method: 'PUT',
  path: '/api/greetings/{kind}',
  takes: ['audio/wav'],
  input: z.object({ mailbox: address.optional(), kind: greetingKind, endsAt: day.optional() }),
  output: greetingList,
} as const;

/** DELETE: callers hear the phone's own words again. There is no body. */
export const removeGreeting = {
  method: 'DELETE',
  path: '/api/greetings/{kind}',
  takes: [],
  input: z.object({ mailbox: address.optional(), kind: greetingKind }),
  output: greetingList,
} as const;

/** GET, HEAD: a greeting as it is stored, as WAV with Range. */
export const getGreetingRecording = {
  method: 'GET',
  path: '/api/greetings/{kind}/recording',
  produces: ['audio/wav', 'audio/ogg'],
  input: z.object({ mailbox: address.optional(), kind: greetingKind }),
} as const;

export type GreetingList = z.infer<(typeof listGreetings)['output']>;
