import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { forgetSites } from '#lib/site/following.ts';
import { type ConfText, confText } from './conf-text.ts';
import type { AnyMailServer } from './mail-server.ts';
import { pointSettingsAt } from './mailbox.ts';
import { confAlone } from './settings.ts';
import { emptyFolder } from './voicemail-conf.ts';

/** Writes the voicemail.conf of a site with this mail server. @returns its path */
export function writeConf(server: Pick<AnyMailServer, 'host' | 'port'>, text: ConfText): string {
  const path = join(emptyFolder(), 'voicemail.conf');
  writeFileSync(path, confText(server, text));
  return path;
}

/** Lets the settings of this process name a voicemail.conf and no mail server. */
export function followConf(
  server: Pick<AnyMailServer, 'host' | 'port'>,
  text: ConfText,
  more: Record<string, string> = {},
): string {
  const path = writeConf(server, text);
  pointSettingsAt(server, { ...confAlone(path), ...more });
  forgetSites();
  return path;
}
