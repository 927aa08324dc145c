import 'server-only';
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { config } from '#lib/platform/config.ts';
import { listen, tell } from '#lib/platform/news.ts';
import { once } from '#lib/platform/once.ts';

/** What the cookie carries, inside next-auth's own encryption. Worth nothing without the store. */
export interface VaultTicket {
  sid: string;
  key: string;
}

/** What the store keeps. Worth nothing without the cookie. */
interface Sealed {
  user: string;
  iv: Buffer;
  tag: Buffer;
  password: Buffer;
  expiresAt: number;
  idleAt: number;
}

const store = () =>
  once('vault', () => {
    const sealed = new Map<string, Sealed>();
    // Also by another process: the sign-out may reach any of them.
    listen(FORGOTTEN, (sid) => void sealed.delete(sid));
    return sealed;
  });
const FORGOTTEN = 'forgotten';
const idleAt = () => Date.now() + config().IDLE_MINUTES * 60_000;

/** Seals a password (AES-256-GCM) under a new random key, which only the ticket holds. */
export function seal({ user, password }: { user: string; password: string }): VaultTicket {
  sweep();
  const [sid, key, iv] = [randomBytes(18).toString('base64url'), randomBytes(32), randomBytes(12)];
  const cipher = createCipheriv('aes-256-gcm', key, iv).setAAD(Buffer.from(user));
  const sealed = Buffer.concat([cipher.update(password, 'utf8'), cipher.final()]);
  const expiresAt = Date.now() + config().SESSION_HOURS * 3_600_000;
  store().set(sid, { user, iv, tag: cipher.getAuthTag(), password: sealed, expiresAt, idleAt: idleAt() });
  return { sid, key: key.toString('base64url') };
}

/** Name and password for a ticket; `null` once it expired, lay idle too long, was forgotten, or never was ours. */
export function unseal({ sid, key }: VaultTicket, { isUse = true } = {}): { user: string; password: string } | null {
  const sealed = store().get(sid);
  if (!sealed) return null;
  if (isOver(sealed)) {
    forget(sid);
    return null;
  }
  const password = decrypted(sealed, key);
  if (password === null) return null;
  if (isUse) sealed.idleAt = idleAt();
  return { user: sealed.user, password };
}

/** Ends a session at once: whoever holds a copy of the cookie holds nothing. */
export function forget(sid: string): void {
  store().delete(sid);
  tell(FORGOTTEN, sid);
}

/** Runs once the session is forgotten, by whichever process. @returns what takes it back */
export function onForgotten(sid: string, then: () => void): () => void {
  return listen(FORGOTTEN, (gone) => {
    if (gone === sid) then();
  });
}

function decrypted({ user, iv, tag, password }: Sealed, key: string): string | null {
  try {
    const decipher = createDecipheriv('aes-256-gcm', Buffer.from(key, 'base64url'), iv);
    decipher.setAAD(Buffer.from(user)).setAuthTag(tag);
    return Buffer.concat([decipher.update(password), decipher.final()]).toString('utf8');
  } catch {
    // A key of another ticket, or of the wrong length.
    return null;
  }
}

const isOver = ({ expiresAt, idleAt: idle }: Sealed) => Date.now() >= Math.min(expiresAt, idle);

function sweep(): void {
  for (const [sid, sealed] of store()) if (isOver(sealed)) forget(sid);
}
