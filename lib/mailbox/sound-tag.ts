import 'server-only';
import { createHmac } from 'node:crypto';
import { type Account, accountName } from '#lib/imap/account.ts';
import { config } from '#lib/platform/config.ts';

/** What says which message it is, in its folder. */
interface Tagged {
  index: { place: { path: string }; state: { uidValidity: number } };
  entry: { uid: number; sizeBytes: number };
}

/** Raise it when the same stored bytes are served as other bytes than before. */
const DECODER_VERSION = 1;

/**
 * The entity tag of a sound, without having its bytes: within an account a place says which message it is, for ever (decision 0002).
 * Accounts have the same places, so whose it is goes in; sealed, so that a tag says nothing and nobody can make one. The same in every
 * process that has the same AUTH_SECRET.
 * @param served what is made of the message, and how long it is
 */
export function tagOf(account: Account, { index, entry }: Tagged, served: string): string {
  const { place, state } = index;
  const what = [
    DECODER_VERSION,
    accountName(account),
    place.path,
    state.uidValidity,
    entry.uid,
    entry.sizeBytes,
    served,
  ];
  return createHmac('sha256', config().AUTH_SECRET)
    .update(`sound ${JSON.stringify(what)}`)
    .digest('base64url');
}
