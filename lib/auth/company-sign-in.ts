import 'server-only';
import { siteNow } from '#lib/imap/mail-home.ts';
import { config } from '#lib/platform/config.ts';
import { describeCause, log } from '#lib/platform/log.ts';
import { record } from '#lib/platform/record.ts';
import { addressText } from '#lib/voicemail/address.ts';
import { VoicemailError } from '#lib/voicemail/errors.ts';
import { type Claims, type CompanyPerson, personOfClaims, personOfHeader } from './company-person.ts';
import { type SignedIn, signIn } from './sign-in.ts';

const MAX_NAME_LENGTH = 256;

/**
 * Begins a session for somebody whom a provider has proven.
 * @throws {VoicemailError} not-allowed where the company account has no voicemail here, whatever the reason; site-misconfigured,
 *   sessions-unreachable, and of the mail server kind
 */
export function enterByClaims(claims: Claims, clientAddress: string): Promise<SignedIn> {
  const { preferred_username, email, sub } = claims;
  const by = [preferred_username, email, sub].find((one) => typeof one === 'string' && one !== '');
  const person = personOfClaims(claims, config().OIDC_CLAIM, siteNow());
  return enter({ person, by: String(by ?? ''), clientAddress });
}

/** The same, for somebody whom a trusted proxy names. @param user `null`: it names nobody */
export function enterByHeader(user: string | null, clientAddress: string): Promise<SignedIn> {
  if (user === null) {
    const reason = 'Cannot sign in: the proxy does not say who asks';
    return Promise.reject(new VoicemailError('site-misconfigured', reason));
  }
  return enter({ person: personOfHeader(user, siteNow()), by: user, clientAddress });
}

interface Visit {
  person: CompanyPerson | null;
  /** What the company calls them. */
  by: string;
  clientAddress: string;
}

async function enter({ person, by, clientAddress }: Visit): Promise<SignedIn> {
  const name = by.slice(0, MAX_NAME_LENGTH);
  try {
    if (!person) throw new VoicemailError('not-allowed', 'Cannot sign in: the company account has no voicemail here');
    return await signIn({ ...proven(person), by: name }, clientAddress);
  } catch (error) {
    const refusal = alike(error);
    const { code } = refusal instanceof VoicemailError ? refusal : { code: 'unexpected' };
    log().warn({ code, clientAddress, cause: describeCause(error) }, 'sign-in by company account failed');
    record({ what: 'refused', account: name, from: clientAddress, outcome: code });
    throw refusal;
  }
}

/** Named as whoever signs in by PIN or password is: to sign out everywhere ends all of it. */
function proven(person: CompanyPerson) {
  if ('imapUser' in person) return person;
  const [first] = person.mailboxes;
  return { name: first ? addressText(first) : '', mailboxes: person.mailboxes };
}

/** Whether a mailbox is not there or was taken away is nobody's business; nobody typed a password. */
function alike(error: unknown): unknown {
  const isRefused = error instanceof VoicemailError && error.code === 'credentials-rejected';
  return isRefused ? new VoicemailError('not-allowed', error.message, { cause: error }) : error;
}
