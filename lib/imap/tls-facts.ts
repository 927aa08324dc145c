import 'server-only';
import { isIP } from 'node:net';
import { checkServerIdentity, type DetailedPeerCertificate, type TLSSocket } from 'node:tls';

/** What an encrypted connection is worth. */
export interface TlsFacts {
  /** `TLSv1.3` */
  version: string;
  /** Whom the certificate names. */
  subject: string;
  issuer: string;
  /** Whether it is for the host that was asked. */
  isForHost: boolean;
  expiresAt: Date;
  /** Why it cannot be trusted, as OpenSSL names it; `null` when it can. A wrong host does not count here. */
  distrust: string | null;
}

export function tlsFacts(socket: TLSSocket, host: string): TlsFacts {
  const certificate = socket.getPeerCertificate(true);
  const said = socket.authorized ? null : codeOf(socket.authorizationError);
  return {
    version: socket.getProtocol() ?? 'unknown',
    subject: nameOf(certificate.subject),
    issuer: nameOf(certificate.issuer),
    isForHost: isFor(certificate, host),
    expiresAt: new Date(certificate.valid_to),
    distrust: said === 'ERR_TLS_CERT_ALTNAME_INVALID' ? null : said,
  };
}

/** A bare address is no name to ask for (RFC 6066 §3). */
export function tlsNameOf(host: string): { servername?: string } {
  return isIP(host) ? {} : { servername: host };
}

function isFor(certificate: DetailedPeerCertificate, host: string): boolean {
  return checkServerIdentity(host, certificate) === undefined;
}

function nameOf(name: DetailedPeerCertificate['subject'] | undefined): string {
  const text = [name?.CN ?? name?.O ?? 'nobody'].flat()[0] ?? 'nobody';
  return text.replaceAll(/[^ -~]/g, '?').slice(0, 100);
}

/** Node's types say Error; at run time it may be the code alone. */
function codeOf(reason: unknown): string {
  return reason instanceof Error ? ((reason as NodeJS.ErrnoException).code ?? reason.message) : String(reason);
}
