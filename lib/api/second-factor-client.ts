import { call } from './client.ts';
import type { getSecondFactor, NewSecondFactor, RecoveryCodes, SecondFactor } from './second-factor-contract.ts';

// In a file of its own: the list loads no more than it needs.

const PATH: (typeof getSecondFactor)['path'] = '/api/second-factor';

/** Whether this sign-in can have a second factor, and has one. */
export function readSecondFactor(signal: AbortSignal): Promise<SecondFactor> {
  return call(PATH, { signal });
}

/** A secret for an authenticator app, for whoever has the PIN. */
export function beginSecondFactor(pin: string): Promise<NewSecondFactor> {
  return send('POST', { pin });
}

/** Switches it on by a code of the app. */
export function switchSecondFactorOn(ticket: string, code: string): Promise<RecoveryCodes> {
  return send('PUT', { ticket, code });
}

/** Switches it off by a code of the app, or a recovery code. */
export function switchSecondFactorOff(code: string): Promise<object> {
  return send('DELETE', { code });
}

function send<T>(method: string, body: object): Promise<T> {
  return call(PATH, { method, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });
}
