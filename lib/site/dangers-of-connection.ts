import 'server-only';
import { type Finding, finding } from './finding.ts';
import type { MailServer } from './mail-server.ts';
import type { Site } from './site.ts';

/** What the site's mail servers are told: each once, however many mailboxes are on it. */
export function connectionDangers({ settings, mailboxes }: Site): Finding[] {
  const servers = new Set([settings.mailServer, ...mailboxes.map(({ mailServer }) => mailServer)]);
  return [...servers].flatMap(serverDangers);
}

function serverDangers(server: MailServer): Finding[] {
  const { flags, place, port, isValid } = server;
  const troubles = flags.troubles.map(({ kind, detail }) => finding(kind, place, detail));
  if (port === null) troubles.push(finding('server-invalid', place, server.host));
  return isValid ? [...troubles, ...tlsDangers(server)] : troubles;
}

function tlsDangers({ host, port, flags, place }: MailServer): Finding[] {
  const findings: Finding[] = [];
  if (flags.security === 'tls' && port === 143) findings.push(finding('ssl-port', place));
  if (isThisMachine(host)) return findings;
  if (flags.security === 'none') findings.push(finding('tls-none', place, host));
  if (flags.security === 'if-offered') findings.push(finding('tls-optional', place, host));
  if (!flags.verifiesCertificate && flags.security !== 'none') findings.push(finding('certificate-unchecked', place));
  return findings;
}

function isThisMachine(host: string): boolean {
  return /^(localhost|ip6-localhost|127\.\d+\.\d+\.\d+|::1)$/i.test(host);
}
