import type { GreetingKind } from '#lib/voicemail/greeting.ts';
import { call, send, withQuery } from './client.ts';
import type { GreetingList, listGreetings as listEndpoint } from './greeting-contract.ts';
import { sitePath } from './site-path.ts';

// Apart from the other calls: the list comes without them.

const GREETINGS: (typeof listEndpoint)['path'] = '/api/greetings';
const pathOf = (kind: GreetingKind) => `${GREETINGS}/${kind}`;

/** The greetings that there are, what callers hear now, and why there can be none. */
export function listGreetings(mailbox: string | undefined, signal?: AbortSignal): Promise<GreetingList> {
  return call(withQuery(GREETINGS, { mailbox }), { signal: signal ?? null });
}

/** What callers are to hear from now on. */
export interface NewGreeting {
  kind: GreetingKind;
  wav: Blob;
  /** ISO 8601; only of the temporary one. */
  endsAt: string | undefined;
}

/** Stores a WAV in place of what is there. */
export function putGreeting({ kind, wav, endsAt }: NewGreeting, mailbox: string | undefined): Promise<GreetingList> {
  const headers = { 'content-type': 'audio/wav' };
  return call(withQuery(pathOf(kind), { mailbox, endsAt }), { method: 'PUT', headers, body: wav });
}

/** Callers hear the phone's own words again. */
export function removeGreeting(kind: GreetingKind, mailbox: string | undefined): Promise<GreetingList> {
  return call(withQuery(pathOf(kind), { mailbox }), { method: 'DELETE' });
}

/** Where a greeting is as it is stored, as WAV. */
export function greetingUrl(kind: GreetingKind, mailbox: string | undefined): string {
  return sitePath(withQuery(`${pathOf(kind)}/recording`, { mailbox }));
}

/** The same, fetched. @throws {ApiError} */
export async function greetingBytes(
  kind: GreetingKind,
  mailbox: string | undefined,
  signal: AbortSignal,
): Promise<Blob> {
  return (await send(greetingUrl(kind, mailbox), { signal })).blob();
}
