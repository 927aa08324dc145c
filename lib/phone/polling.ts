import 'server-only';
import { readFileSync } from 'node:fs';
import { config } from '#lib/platform/config.ts';
import { describeCause, log } from '#lib/platform/log.ts';

/** From here on Asterisk refreshes a lamp without polling, too (app_voicemail.c manager_voicemail_refresh). */
const FIRST_WITHOUT_POLLING = 17;

/** Whether this Asterisk looks into a mailbox only where voicemail.conf has it poll. An unknown version does not. */
export function needsPolling(version: string): boolean {
  const [, major = 'Infinity'] = /(?:^|\/|GIT-)(\d+)[.-]/.exec(version) ?? [];
  return Number(major) < FIRST_WITHOUT_POLLING;
}

/** Whether voicemail.conf is known to switch polling off, so that an older Asterisk refreshes nothing. */
export function isPollingOff(): boolean {
  const path = config().VOICEMAIL_CONF;
  if (path === undefined) return false;
  try {
    return !hasPolling(readFileSync(path, 'utf8'));
  } catch (error) {
    log().warn({ cause: describeCause(error) }, 'VOICEMAIL_CONF cannot be read');
    return false;
  }
}

/** `pollmailboxes` of [general], of which the first counts (main/config.c ast_variable_retrieve); `no` by default. */
export function hasPolling(conf: string): boolean {
  let section = '';
  for (const line of withoutComments(conf).split(/\r?\n/)) {
    section = /^\s*\[([^\]]*)\]/.exec(line)?.[1]?.trim().toLowerCase() ?? section;
    const [, value] = /^\s*pollmailboxes\s*=>?\s*(.*?)\s*$/i.exec(line) ?? [];
    if (section === 'general' && value !== undefined) return /^(yes|true|y|t|1|on)$/i.test(value);
  }
  return false;
}

/** `;` to the end of the line unless escaped, and all from `;--` to `--;`, however deep (main/config.c process_text_line). */
function withoutComments(conf: string): string {
  let depth = 0;
  const parts = conf.split(/(;--(?!-)|--;)/).map((part) => {
    if (part === ';--') depth += 1;
    else if (part === '--;' && depth > 0) depth -= 1;
    else return depth > 0 ? '' : part;
    return '';
  });
  return parts.join('').replaceAll(/(?<!\\);.*/g, '');
}
