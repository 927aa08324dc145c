import 'server-only';
import { findMailbox } from '#lib/site/find-mailbox.ts';
import type { Site } from '#lib/site/site.ts';
import type { SiteMailbox } from '#lib/site/site-mailbox.ts';
import type { MailboxAddress } from '#lib/voicemail/address.ts';

/** What a provider says of somebody (OpenID Connect Core §5.1). */
export type Claims = Readonly<Record<string, unknown>>;

/** Whom the word of the company proves: mailboxes of voicemail.conf, or, where there is none, a user of the mail server. */
export type CompanyPerson = { mailboxes: MailboxAddress[] } | { imapUser: string };

const MAX_LENGTH = 256;
// biome-ignore lint/suspicious/noControlCharactersInRegex: none of them is in any name
const CONTROL = /[\x00-\x1f\x7f]/;

/**
 * Whom claims prove, by the first of the named claims that leads to a mailbox; `null`: nobody who has voicemail here.
 * `email` counts only when the provider has verified it (Core §5.1): elsewhere people choose their own.
 */
export function personOfClaims(claims: Claims, names: readonly string[], site: Site | null): CompanyPerson | null {
  for (const name of names) {
    const isEmail = name === 'email';
    if (isEmail && claims.email_verified !== true) continue;
    const person = personOf(textsOf(claims[name]), isEmail, site);
    if (person) return person;
  }
  return null;
}

/** Whom the header of a trusted proxy proves. */
export function personOfHeader(user: string, site: Site | null): CompanyPerson | null {
  return personOf(textsOf(user), false, site);
}

function personOf(texts: string[], isEmail: boolean, site: Site | null): CompanyPerson | null {
  const [imapUser] = texts;
  if (site === null) return imapUser === undefined ? null : { imapUser };
  const found = texts.flatMap((text) => (isEmail ? mailboxesMailedTo(site, text) : mailboxesNamed(site, text)));
  const mailboxes = [...new Set(found)].map(({ address }) => address);
  return mailboxes.length === 0 ? null : { mailboxes };
}

/** A claim may be one value or several, and a mailbox may have been written as a number. */
function textsOf(claim: unknown): string[] {
  const texts = [claim]
    .flat()
    .flatMap((one) => (['string', 'number'].includes(typeof one) ? [String(one).trim()] : []));
  return texts.filter((text) => text !== '' && text.length <= MAX_LENGTH && !CONTROL.test(text));
}

/** To the letter. */
function mailboxesMailedTo({ mailboxes }: Site, email: string): SiteMailbox[] {
  return mailboxes.filter(({ emails }) => emails.includes(email));
}

/** A number that is no mailbox any more must not become whoever has it as a login in another context. */
const NUMBER = /^\d+(@|$)/;

/** `1001@default`, `1001`, an alias; else whatever has this `imapuser`. */
function mailboxesNamed(site: Site, text: string): SiteMailbox[] {
  const [extension = '', context = null] = text.split(/@(.*)/s);
  const found = findMailbox(site, { extension, context });
  // Where Asterisk searches all contexts, the one that was named still has to be the one that is meant.
  const isMeant = !site.settings.searchesContexts || context === null || found?.address.context === context;
  if (found && isMeant) return [found];
  return NUMBER.test(text) ? [] : site.mailboxes.filter(({ user }) => user === text);
}
