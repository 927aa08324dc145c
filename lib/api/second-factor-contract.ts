import { z } from 'zod';

// What browser and server agreed on about the second factor. The browser imports types only.

/** GET: whether this sign-in can have a second factor (`offered`: it came by PIN, and the site has it), and has one. */
export const getSecondFactor = {
  method: 'GET',
  path: '/api/second-factor',
  input: z.object({}),
  output: z.object({ offered: z.boolean(), on: z.boolean(), recoveryCodesLeft: z.number() }),
} as const;

/** POST: a secret for an authenticator app, also as an `otpauth://` address, for whoever has the PIN. It counts once PUT brings a code of it. */
export const beginSecondFactor = {
  method: 'POST',
  path: '/api/second-factor',
  input: z.object({ pin: z.string().max(256) }),
  output: z.object({ secret: z.string(), uri: z.string(), ticket: z.string() }),
} as const;

const oneTimeCode = z.string().min(1).max(64);

/** PUT: switches it on, by the ticket of POST and a code of the app. The recovery codes are told this once. */
export const switchSecondFactorOn = {
  method: 'PUT',
  path: '/api/second-factor',
  input: z.object({ ticket: z.string().max(1024), code: oneTimeCode }),
  output: z.object({ recoveryCodes: z.array(z.string()) }),
} as const;

/** DELETE: switches it off, for whoever has a code of the app or a recovery code. */
export const switchSecondFactorOff = {
  method: 'DELETE',
  path: '/api/second-factor',
  input: z.object({ code: oneTimeCode }),
  output: z.object({}),
} as const;

export type SecondFactor = z.infer<(typeof getSecondFactor)['output']>;
export type NewSecondFactor = z.infer<(typeof beginSecondFactor)['output']>;
export type RecoveryCodes = z.infer<(typeof switchSecondFactorOn)['output']>;
