import 'server-only';
import { isIP } from 'node:net';
import type { Knock, MailServerAddress } from '#lib/imap/knock.ts';
import type { Check } from './check.ts';
import { checkTls } from './check-tls.ts';
import { danger, type Line, ok, untried, warning } from './line.ts';
import { type Patient, serverName } from './patient.ts';
import { isThisMachine, reasonOf, settingNamed } from './words.ts';

/** From the name to the certificate, before anybody signs in. */
export const checkConnection: Check = {
  name: 'mail server',
  async *run(patient) {
    if (patient.servers.length === 0) yield untried('the mail server', 'voicemail.conf names none that can be used');
    for (const server of patient.servers) {
      const said = await patient.knock(server);
      yield* reached(patient, server, said);
      yield* privacy(patient, server, said);
    }
  },
};

function* reached(patient: Patient, server: MailServerAddress, said: Knock): Iterable<Line> {
  const name = serverName(server);
  if (said.addresses.length > 0 && isIP(server.host) === 0) yield ok(`${server.host} is ${said.addresses.join(', ')}`);
  if (said.greeting !== '') yield ok(`${name} answers: ${printable(said.greeting)}`);
  if (said.failed) yield unreached(patient, server, said.failed);
}

const NOT_THERE = 'nobody can sign in, and neither can Asterisk if it uses the same server';

function unreached(patient: Patient, server: MailServerAddress, { step, code }: NonNullable<Knock['failed']>): Line {
  const name = serverName(server);
  const host = settingNamed(patient, 'imapserver', 'IMAP_HOST');
  const port = settingNamed(patient, 'imapport', 'IMAP_PORT');
  const reason = reasonOf(code);
  if (step === 'name') return danger(`${server.host} does not resolve: ${reason}`, NOT_THERE, `Correct ${host}`);
  if (step === 'connection') {
    return danger(`${name} takes no connection: ${reason}`, NOT_THERE, `Correct ${host} or ${port}, or the firewall`);
  }
  if (step === 'tls') {
    return danger(
      `${name} does not speak TLS: ${reason}`,
      NOT_THERE,
      `Correct ${port} or ${settingNamed(patient, 'imapflags', 'IMAP_TLS')}`,
    );
  }
  const what = step === 'greeting' ? 'does not greet' : 'does not say what it can do';
  return danger(`${name} ${what}: ${reason}`, NOT_THERE, `Is ${port} that of IMAP, and is TLS as the server wants it?`);
}

function* privacy(patient: Patient, server: MailServerAddress, said: Knock): Iterable<Line> {
  if (said.tls) yield* checkTls(patient, server, said.tls);
  if (said.capabilities.length === 0) return;
  if (server.security === 'starttls') yield* required(patient, server, said);
  if (server.security === 'if-offered') yield* optional(patient, server, said);
  if (server.security === 'none') yield* plain(patient, server, said);
}

function* required(patient: Patient, server: MailServerAddress, { capabilities }: Knock): Iterable<Line> {
  if (capabilities.includes('STARTTLS')) return;
  yield danger(
    `${serverName(server)} does not offer STARTTLS, which is required`,
    'nobody can sign in',
    `Change ${flagsOf(patient)}, or the server`,
  );
}

function* optional(patient: Patient, server: MailServerAddress, said: Knock): Iterable<Line> {
  if (isNear(server, said)) return;
  yield warning(
    `The connection to ${serverName(server)} is encrypted only while the server offers it`,
    'whoever is in between can take the offer out',
    `Require TLS: ${flagsOf(patient)}`,
  );
}

function* plain(patient: Patient, server: MailServerAddress, said: Knock): Iterable<Line> {
  const { capabilities } = said;
  const name = serverName(server);
  const change = `Require TLS: ${flagsOf(patient)}`;
  if (capabilities.includes('LOGINDISABLED')) {
    yield danger(`${name} takes no password without TLS (LOGINDISABLED)`, 'nobody can sign in', change);
  }
  if (isNear(server, said)) {
    yield ok('Not encrypted, and never leaves this machine');
    return;
  }
  const offer = capabilities.includes('STARTTLS') ? ', though STARTTLS is offered' : '';
  yield danger(
    `The connection to ${name} is not encrypted${offer}`,
    'whoever is in between reads every password and message',
    change,
  );
}

/** Debian gives a machine's own name an address of its loopback. */
const isNear = ({ host }: MailServerAddress, { addresses }: Knock): boolean =>
  isThisMachine(host) || (addresses.length > 0 && addresses.every(isThisMachine));

const flagsOf = (patient: Patient): string => settingNamed(patient, 'imapflags', 'IMAP_TLS');

function printable(text: string): string {
  return text.replaceAll(/[^ -~]/g, '?').slice(0, 160);
}
