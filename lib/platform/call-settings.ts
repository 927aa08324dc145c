import { z } from 'zod';

/** What stands between names is the dialplan's own; what stands for a mailbox is put in later. */
const CONTEXT = /^([\w.-]|\{extension\}|\{context\})+$/;
const CHANNEL = /^[A-Za-z0-9]+\/(?=.*\{extension\})([\w.@/-]|\{extension\}|\{context\})+$/;

/** What calling back needs; `docs/phone.md` explains it. */
export const CALL_SETTINGS = {
  CALL_BACK: z.enum(['tel', 'ring']).default('tel'),
  CALL_BACK_CHANNEL: z
    .string()
    .regex(CHANNEL, 'must be a channel with {extension} in it, as PJSIP/{extension}')
    .optional(),
  CALL_BACK_CONTEXT: z.string().regex(CONTEXT, 'must be the name of a context').optional(),
};

/** Half of what a call needs would look like a site whose phones never ring. */
export function callComplaints(given: Readonly<Record<string, unknown>>): string[] {
  if (given.CALL_BACK !== 'ring') return [];
  const missing = ['AMI_HOST', 'CALL_BACK_CHANNEL', 'CALL_BACK_CONTEXT'].filter((name) => given[name] === undefined);
  return missing.map((name) => `${name}: must be set, for CALL_BACK is ring`);
}
