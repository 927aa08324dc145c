import 'server-only';
import type { z } from 'zod';
import { VoicemailError } from '#lib/voicemail/errors.ts';

/**
 * What a request says, as the contract wants it.
 * @throws {VoicemailError} request-invalid, with every place that does not fit
 */
export function checked<S extends z.ZodType>(schema: S, given: unknown): z.output<S> {
  const { success, data, error } = schema.safeParse(given);
  if (success) return data;
  const issues = error.issues.map(({ path, message }) => ({ path: path.join('.'), message }));
  const first = issues[0];
  throw new VoicemailError('request-invalid', `Cannot read the request: ${first?.path} ${first?.message}`, { issues });
}
