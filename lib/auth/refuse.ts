import 'server-only';
import { VoicemailError } from '#lib/voicemail/errors.ts';

export type OnRefusal = (refusal: VoicemailError) => void;

/**
 * What a sign-in that failed becomes for next-auth, which shows an error's message to the browser.
 * @param onRefusal is told of it first
 * @throws {Error} whose message is the code alone, with the seconds to wait where tries are counted
 */
export function refuse(onRefusal: OnRefusal = () => undefined) {
  return (error: unknown): never => {
    if (!(error instanceof VoicemailError)) throw new Error('unexpected');
    onRefusal(error);
    const { code, retryAfterSeconds } = error;
    throw new Error(code === 'too-many-attempts' ? `${code}:${retryAfterSeconds}` : code);
  };
}
