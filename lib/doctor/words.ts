import 'server-only';
import { isIP } from 'node:net';
import { type Patient, whereOf } from './patient.ts';

/** Which setting to change: the line of voicemail.conf where there is one, else that of the environment. */
export function settingNamed({ site, given }: Patient, inConf: string, inEnvironment: string): string {
  return site?.isKnown && !given.has(inEnvironment) ? `${inConf} (${whereOf(site.placeOf(inConf))})` : inEnvironment;
}

/** `1 message`, `2 messages` */
export function counted(number: number, one: string, many = `${one}s`): string {
  return `${number} ${number === 1 ? one : many}`;
}

/** Whether nobody can listen in between. */
export function isThisMachine(host: string): boolean {
  if (isIP(host)) return /^(127\.|::1$|::ffff:127\.)/.test(host);
  return /^(localhost|ip6-localhost|.*\.localhost)$/i.test(host);
}

const UNITS = [
  ['day', 24 * 60 * 60_000],
  ['hour', 60 * 60_000],
  ['minute', 60_000],
] as const;

/** `4.5 seconds`, `3 hours`: no finer than matters. */
export function span(milliseconds: number): string {
  const unit = UNITS.find(([, unitMs]) => milliseconds >= 2 * unitMs);
  if (unit) return counted(Math.round(milliseconds / unit[1]), unit[0]);
  return `${(milliseconds / 1000).toFixed(1)} seconds`;
}

/** A code of Node or OpenSSL, in words where people meet it often. */
export function reasonOf(code: string): string {
  const words = REASONS[code];
  return words ? `${words} (${code})` : code;
}

const REASONS: Readonly<Record<string, string>> = {
  ENOTFOUND: 'no such name',
  EAI_AGAIN: 'the name server does not answer',
  ECONNREFUSED: 'nothing listens there',
  ETIMEDOUT: 'no answer in 10 s',
  EHOSTUNREACH: 'no way there',
  ENETUNREACH: 'no way there',
  ECONNRESET: 'it hung up',
  EMSGSIZE: 'it does not stop talking',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'it signed itself',
  SELF_SIGNED_CERT_IN_CHAIN: 'its authority is not known here',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'its authority is not known here',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'the server does not send the whole chain, or its authority is not known here',
  CERT_HAS_EXPIRED: 'it has expired',
  CERT_NOT_YET_VALID: 'it is not valid yet, or a clock is wrong',
};
