import 'server-only';
import { siteNow } from '#lib/imap/mail-home.ts';
import { config } from '#lib/platform/config.ts';
import { log } from '#lib/platform/log.ts';
import { contextsOf } from '#lib/site/contexts.ts';
import { findMailbox, type Wanted } from '#lib/site/find-mailbox.ts';
import { pinOf } from '#lib/site/pin-of.ts';
import type { Pin } from '#lib/site/secret.ts';
import type { Site } from '#lib/site/site.ts';
import type { SiteMailbox } from '#lib/site/site-mailbox.ts';
import { addressText } from '#lib/voicemail/address.ts';
import { VoicemailError } from '#lib/voicemail/errors.ts';
import { factorOf } from './factor-store.ts';
import { spendCode } from './second-factor.ts';
import { type SignedIn, signIn } from './sign-in.ts';
import { throttled } from './throttle.ts';

/** What somebody typed. */
export interface TypedPin {
  /** `1001`, or `1001@sales`, which counts before the context. */
  extension: string;
  /** `''`: none was said. */
  context: string;
  pin: string;
  /** Of the second factor, or a recovery code; `''`: none was said. */
  code?: string;
}

/**
 * Signs in by extension and PIN, as the phone would take them (app_voicemail.c vm_authenticate), except that where there is no PIN
 * nobody gets in. An unknown extension, a wrong PIN and a mailbox without one cost the same and are told the same; the mail server hears
 * of none of them.
 * Whether a mailbox has a second factor learns only who has its PIN.
 * @throws {VoicemailError} credentials-rejected, second-factor-required, second-factor-rejected, too-many-attempts,
 *   site-misconfigured, and as `signIn`
 */
export async function signInByPin(typed: TypedPin, clientAddress: string): Promise<SignedIn> {
  const site = knownSite();
  const wanted = wantedBy(typed, site);
  const found = findMailbox(site, wanted);
  const name = addressText(found?.address ?? { ...wanted, context: wanted.context ?? 'default' });
  const code = typed.code ?? '';
  const enter = async () => {
    // Looked up for everybody, so that it takes as long, and said to nobody who has not the PIN.
    const [factor] = await Promise.allSettled([wantedFactor(name)]);
    const pin = provenPin(site, found, typed.pin);
    if (!found || !pin) throw refusal();
    if (factor.status === 'rejected') throw factor.reason;
    if (factor.value !== null) await proveFactor(name, code);
    return signIn({ name, mailboxes: [found.address], pinMark: pin.mark() }, clientAddress);
  };
  return throttled(name, clientAddress, enter, { isCode: code !== '' });
}

const wantedFactor = async (name: string) => (config().SECOND_FACTOR === 'off' ? null : factorOf(name));

async function proveFactor(name: string, code: string): Promise<void> {
  if (code !== '') return spendCode(name, code);
  throw new VoicemailError(
    'second-factor-required',
    'Cannot sign in: the PIN is right, and a code is asked for beside it',
  );
}

/** A file that Asterisk refuses has no mailboxes: nobody is wrong then. */
function knownSite(): Site {
  const site = siteNow();
  if (site?.isKnown) return site;
  log().error('VOICEMAIL_CONF cannot be read, or Asterisk would refuse it: nobody can sign in by PIN');
  throw new VoicemailError('site-misconfigured', 'Cannot sign in: voicemail.conf cannot be read', {
    retryAfterSeconds: RETRY_AFTER_SECONDS,
  });
}

const RETRY_AFTER_SECONDS = 60;

/** Without a context that of the site is meant, where it has but one; else `default`, as on the phone. */
function wantedBy({ extension, context }: TypedPin, site: Site): Wanted {
  const [number = '', named] = extension.split(/@(.*)/s);
  const [only = null, second] = contextsOf(site);
  return { extension: number, context: named || context || (second === undefined ? only : null) };
}

/** For a mailbox that is not there the PIN of another is read and compared. */
function provenPin(site: Site, found: SiteMailbox | null, typed: string): Pin | null {
  const compared = found ?? site.mailboxes[0];
  const pin = compared === undefined ? null : pinOf(site, compared);
  const isRight = pin?.proves(typed) === true;
  return isRight && found !== null ? pin : null;
}

function refusal(): VoicemailError {
  return new VoicemailError('credentials-rejected', 'Cannot sign in: extension and PIN do not match');
}
