import 'server-only';
import type { MailServerAddress } from '#lib/imap/knock.ts';
import type { TlsFacts } from '#lib/imap/tls-facts.ts';
import { danger, type Line, ok, warning } from './line.ts';
import type { Patient } from './patient.ts';
import { counted, reasonOf, settingNamed } from './words.ts';

const DAY_MS = 24 * 60 * 60 * 1000;
const FEW_DAYS = 21;
const OLD_VERSIONS = ['SSLv3', 'TLSv1', 'TLSv1.1'];

/** What an encrypted connection to the mail server is worth: its certificate counts only where it is used and checked. */
export function* checkTls(patient: Patient, server: MailServerAddress, tls: TlsFacts): Iterable<Line> {
  yield version(tls);
  if (server.security === 'none') return;
  const isChecked = server.verifiesCertificate;
  const tell = isChecked ? danger : warning;
  const cost = isChecked ? 'nobody can sign in' : 'nobody notices who answers instead of the server';
  if (!tls.isForHost) {
    yield tell(
      `The certificate is for ${tls.subject}, not for ${server.host}`,
      cost,
      `Use the name in the certificate as ${settingNamed(patient, 'imapserver', 'IMAP_HOST')}`,
    );
  }
  if (tls.distrust !== null) {
    yield tell(
      `The certificate of ${tls.issuer} cannot be trusted: ${reasonOf(tls.distrust)}`,
      cost,
      'Put its authority into a file, and set NODE_EXTRA_CA_CERTS to it',
    );
  } else if (tls.isForHost) yield ok(`The certificate of ${tls.issuer} for ${tls.subject} is valid`);
  if (!isChecked) {
    yield danger(
      'The certificate is not checked',
      'whoever is in between reads every password',
      `Change ${settingNamed(patient, 'imapflags', 'IMAP_TLS_VERIFY')}`,
    );
  }
  yield* lifetime(tls);
}

function version({ version: spoken }: TlsFacts): Line {
  if (!OLD_VERSIONS.includes(spoken)) return ok(`TLS is offered: ${spoken}`);
  return warning(`The server speaks ${spoken}`, 'it is broken, and Node will refuse it', 'Allow TLS 1.2 and 1.3 there');
}

function* lifetime({ expiresAt }: TlsFacts): Iterable<Line> {
  const days = Math.floor((expiresAt.getTime() - Date.now()) / DAY_MS);
  if (days < 0) return;
  const left = counted(days, 'day');
  if (days >= FEW_DAYS) yield ok(`The certificate lasts another ${left}`);
  else yield warning(`The certificate lasts only another ${left}`, 'then nobody can sign in', 'Renew it');
}
