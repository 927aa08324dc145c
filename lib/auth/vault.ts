import 'server-only';
import { randomBytes } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { z } from 'zod';
import { config } from '#lib/platform/config.ts';
import { listen, tell } from '#lib/platform/news.ts';
import { decrypt, encrypt } from './aes-gcm.ts';
import { type Sealed, vaultStore } from './vault-store.ts';

/** What the cookie carries, inside next-auth's own encryption. Worth nothing without the store. */
export interface VaultTicket {
  sid: string;
  key: string;
}

/**
 * What opens a person's mail. Where the site signs in for them it is the mailboxes that they proved, and no password: that is
 * looked up each time, so that what is changed in voicemail.conf counts at once; and by which PIN, for a changed one ends the session.
 */
export type Sealable = { user: string } & Secret;

const SECRET = z.union([
  z.object({ password: z.string() }),
  z.object({ mailboxes: z.array(z.string()), pinMark: z.string().optional() }),
  /** The user's own mail, by `IMAP_MASTER_USER`. */
  z.object({ isByMaster: z.literal(true) }),
]);
type Secret = z.output<typeof SECRET>;

const FORGOTTEN = 'forgotten';
const FORGET_AGAIN_MS = 5000;

/**
 * Seals what opens a person's mail (AES-256-GCM) under a new random key, which only the ticket holds.
 * @throws {VoicemailError} sessions-unreachable, as all of these
 */
export async function seal({ user, ...secret }: Sealable): Promise<VaultTicket> {
  const [sid, key] = [randomBytes(18).toString('base64url'), randomBytes(32)];
  await vaultStore().put(sid, {
    user,
    ...encrypt(key, user, JSON.stringify(secret)),
    expiresAt: Date.now() + config().SESSION_HOURS * 3_600_000,
  });
  return { sid, key: key.toString('base64url') };
}

/** What a ticket stands for; `null` once it expired, lay idle too long, was forgotten, or never was ours. */
export async function unseal({ sid, key }: VaultTicket, { isUse = true } = {}): Promise<Sealable | null> {
  const sealed = await vaultStore().get(sid);
  const secret = sealed && decrypted(sealed, key);
  if (!sealed || secret === null) return null;
  if (isUse) await vaultStore().touch(sid, sealed);
  return { user: sealed.user, ...secret };
}

/** Ends a session at once, in every process: whoever holds a copy of the cookie holds nothing. */
export async function forget(sid: string): Promise<void> {
  const gone = vaultStore().delete(sid);
  // Whoever hears of it asks the store.
  await gone.catch(() => void forgetLater(sid));
  tell(FORGOTTEN, sid);
}

/**
 * Ends every session of a name, in every process.
 * @throws {VoicemailError} sessions-unreachable
 */
export async function forgetAll(user: string): Promise<void> {
  const sids = await vaultStore().sidsOf(user);
  await Promise.all(sids.map(forget));
}

/** While Redis is down nobody gets in; once it is back this session must not come back with it. */
async function forgetLater(sid: string): Promise<void> {
  const untilMs = Date.now() + config().SESSION_HOURS * 3_600_000;
  while (Date.now() < untilMs) {
    await pause(FORGET_AGAIN_MS, undefined, { ref: false });
    if (await hasForgotten(sid)) return;
  }
}

function hasForgotten(sid: string): Promise<boolean> {
  return vaultStore()
    .delete(sid)
    .then(
      () => true,
      () => false,
    );
}

/** Runs for each session that is forgotten from now on, by whichever process. @returns what takes it back */
export function onForgotten(then: (sid: string) => void): () => void {
  return listen(FORGOTTEN, then);
}

function decrypted(sealed: Sealed, key: string): Secret | null {
  try {
    return SECRET.parse(JSON.parse(decrypt(Buffer.from(key, 'base64url'), sealed.user, sealed)));
  } catch {
    // A key of another ticket, or of the wrong length; or what an older version of us has sealed.
    return null;
  }
}
