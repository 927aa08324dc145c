import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { forgetSites } from '#lib/site/following.ts';
import type { AnyMailServer } from './mail-server.ts';
import { pointSettingsAt } from './mailbox.ts';
import { emptyFolder } from './voicemail-conf.ts';

/** Who may sign in as anybody on the mail servers of tests that need one. */
export const MASTER = { name: 'vmmaster', password: 'opens every account' };

export interface ConfText {
  /** What comes after [general]: contexts with their mailboxes. */
  contexts: string;
  /** More of [general]. */
  general?: string;
  master?: { name: string; password: string } | null;
  /** `imapflags` */
  flags?: string;
}

/** voicemail.conf of a site with this mail server, in plain text on loopback. @returns its path */
export function writeConf({ host, port }: Pick<AnyMailServer, 'host' | 'port'>, text: ConfText): string {
  const { contexts, general = '', master = MASTER, flags = 'notls' } = text;
  const path = join(emptyFolder(), 'voicemail.conf');
  const login = master ? `authuser=${master.name}\nauthpassword=${master.password}\n` : '';
  const server = `imapserver=${host}\nimapport=${port}\nimapflags=${flags}\n`;
  writeFileSync(path, `[general]\n${server}${login}${general}\n${contexts}\n`);
  return path;
}

/** Lets the settings of this process name a voicemail.conf and no mail server. */
export function followConf(
  server: Pick<AnyMailServer, 'host' | 'port'>,
  text: ConfText,
  more: Record<string, string> = {},
): string {
  const path = writeConf(server, text);
  pointSettingsAt(server, { IMAP_HOST: '', IMAP_PORT: '', IMAP_TLS: '', VOICEMAIL_CONF: path, ...more });
  forgetSites();
  return path;
}
