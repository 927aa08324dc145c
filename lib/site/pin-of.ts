import 'server-only';
import { join } from 'node:path';
import { textOf } from './bytes.ts';
import { sectionsNamed } from './conf.ts';
import { filesBelow, onlyText } from './files.ts';
import { readConf } from './read-conf.ts';
import { PIN_BYTES, Pin } from './secret.ts';
import type { Site } from './site.ts';
import type { SiteMailbox } from './site-mailbox.ts';

/**
 * The PIN that counts now: that of `secret.conf` where the mailbox keeps it there and it can be read, else that of
 * voicemail.conf (app_voicemail.c append_mailbox, read_password_from_file). Read anew each time, for the phone changes it.
 */
export function pinOf({ spoolFolder }: Site, { address, pin, keepsPinInSpool }: SiteMailbox): Pin {
  const { extension, context } = address;
  if (!keepsPinInSpool || !isName(extension) || !isName(context)) return pin;
  const path = join(spoolFolder, 'voicemail', context, extension, 'secret.conf');
  const bytes = filesBelow(spoolFolder).read(path);
  const stored = bytes === null ? null : passwordIn(bytes);
  return stored === null ? pin : new Pin(stored, extension);
}

function isName(text: string): boolean {
  return /^[^/\0]+$/.test(text) && text !== '.' && text !== '..';
}

function passwordIn(bytes: string): string | null {
  const name = 'secret.conf';
  const conf = readConf(onlyText(name, bytes), name);
  if (conf.isRefused) return null;
  const entries = sectionsNamed(conf, 'general')[0]?.entries ?? [];
  const entry = entries.find((one) => one.name.toLowerCase() === 'password');
  return entry ? textOf(entry.value, PIN_BYTES) : null;
}
