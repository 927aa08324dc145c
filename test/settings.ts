import { rmSync } from 'node:fs';
import { join } from 'node:path';

/** This process's own, and gone with it. */
const STATE = join('.cache/state', String(process.pid));

/** The settings that point Lamplight at a mail server on loopback, in plain text. */
export function settingsFor({ host, port }: { host: string; port: number }): Record<string, string> {
  return {
    IMAP_HOST: host,
    IMAP_PORT: String(port),
    IMAP_TLS: 'none',
    AUTH_SECRET: 'a secret that only tests and the demo know',
    STATE_DIR: join(STATE, `${host}-${port}`),
  };
}

/** What takes the mail server out of the settings again, so that a voicemail.conf says all of it. */
export function confAlone(path: string): Record<string, string> {
  return { IMAP_HOST: '', IMAP_PORT: '', IMAP_TLS: '', VOICEMAIL_CONF: path };
}

export function removeState(): void {
  rmSync(STATE, { recursive: true, force: true });
}

process.once('exit', removeState);
