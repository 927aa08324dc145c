import 'server-only';
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { z } from 'zod';

/** A text that only its key opens (AES-256-GCM, NIST SP 800-38D), its parts in base64url. */
export const ENCRYPTED = z.object({ iv: z.string(), tag: z.string(), secret: z.string() });

type Encrypted = z.output<typeof ENCRYPTED>;

/**
 * @param key 32 bytes
 * @param about what the text belongs to: under another name it does not open
 */
export function encrypt(key: Buffer, about: string, text: string): Encrypted {
  const iv = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', key, iv).setAAD(Buffer.from(about));
  const secret = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
  return {
    iv: iv.toString('base64url'),
    tag: cipher.getAuthTag().toString('base64url'),
    secret: secret.toString('base64url'),
  };
}

/** @throws {Error} for another key, also one of the wrong length, for another name, and for what was changed */
export function decrypt(key: Buffer, about: string, { iv, tag, secret }: Encrypted): string {
  const decipher = createDecipheriv('aes-256-gcm', key, bytes(iv), { authTagLength: 16 });
  decipher.setAAD(Buffer.from(about)).setAuthTag(bytes(tag));
  return Buffer.concat([decipher.update(bytes(secret)), decipher.final()]).toString('utf8');
}

const bytes = (text: string) => Buffer.from(text, 'base64url');
