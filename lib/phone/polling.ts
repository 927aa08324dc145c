import 'server-only';
import { config } from '#lib/platform/config.ts';
import { siteOf } from '#lib/site/following.ts';

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
  // Only of those that need it does one ask.
  const site = siteOf(path, { asteriskMajor: FIRST_WITHOUT_POLLING - 1 });
  return site.isKnown && !site.settings.polling.isOn;
}
