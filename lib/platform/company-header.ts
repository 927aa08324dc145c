import type { IncomingMessage } from 'node:http';
import { isTrustedProxy } from './client-address.ts';
import type { Config } from './config.ts';
import { record } from './record.ts';

/** Under this name goes on what a trusted proxy says of who asks; nobody but the front door can write it. */
export const COMPANY_USER_HEADER = 'x-lamplight-user';

const MAX_NAME_LENGTH = 256;

type Settings = Pick<Config, 'PROXY_USER_HEADER' | 'TRUSTED_PROXIES'>;

/**
 * Believes `PROXY_USER_HEADER` from the socket of a trusted proxy, and once: one that comes twice was added to what the
 * client had sent. From anybody else it goes no further, and that it came is recorded.
 * @param clientAddress whom to name in the record
 */
export function passOnCompanyUser(
  { headers, rawHeaders, socket }: IncomingMessage,
  { PROXY_USER_HEADER: name, TRUSTED_PROXIES }: Settings,
  clientAddress: string,
): void {
  delete headers[COMPANY_USER_HEADER];
  if (name === undefined) return;
  const given = String(headers[name] ?? '').trim();
  delete headers[name];
  if (given === '') return;
  const isOnce = rawHeaders.filter((one, at) => at % 2 === 0 && one.toLowerCase() === name).length === 1;
  if (isOnce && isTrustedProxy(socket.remoteAddress, TRUSTED_PROXIES)) headers[COMPANY_USER_HEADER] = given;
  else
    record({
      what: 'refused',
      account: given.slice(0, MAX_NAME_LENGTH),
      from: clientAddress,
      outcome: 'not-allowed',
    });
}

/** Whom a trusted proxy names, as it names them: UTF-8, as Node hands bytes on (RFC 9110 §5.5). `null`: nobody. */
export function companyUserOf(header: string | string[] | null | undefined): string | null {
  if (typeof header !== 'string' || header === '') return null;
  return Buffer.from(header, 'latin1').toString('utf8');
}
