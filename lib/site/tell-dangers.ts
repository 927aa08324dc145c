import 'server-only';
import { config } from '#lib/platform/config.ts';
import { describeCause, log } from '#lib/platform/log.ts';
import { once } from '#lib/platform/once.ts';
import { dangersOf } from './dangers.ts';
import { type Finding, findingText } from './finding.ts';
import { findingsByKind } from './findings-by-kind.ts';
import { siteOf } from './following.ts';
import type { Site } from './site.ts';

const LOOK_EVERY_MS = 10_000;

/** What has been told. */
interface Told {
  site: Site | null;
  texts: string;
}

/**
 * Logs what endangers mail in voicemail.conf, soon after the start, and again whenever the file changes and it is something else. Nobody
 * waits for it, and it fails nobody. @returns what ends it
 */
export function startTellingDangers(): () => void {
  const path = config().VOICEMAIL_CONF;
  if (path === undefined) return () => undefined;
  const told = once('told-dangers', (): Told => ({ site: null, texts: '' }));
  const look = () => {
    try {
      tell(siteOf(path), told);
    } catch (error) {
      log().warn({ cause: describeCause(error) }, 'cannot look for dangers in voicemail.conf');
    }
  };
  setImmediate(look);
  const timer = setInterval(look, LOOK_EVERY_MS).unref();
  return () => clearInterval(timer);
}

function tell(site: Site, told: Told): void {
  if (site === told.site) return;
  told.site = site;
  const findings = dangersOf(site).filter((one) => isToBeTold(one, site));
  const texts = findings.map(findingText).join('\n');
  if (texts === told.texts) return;
  told.texts = texts;
  for (const { told: some, more } of findingsByKind(findings)) {
    for (const one of some) log().warn({ finding: findingText(one) }, 'voicemail.conf');
    if (more.length > 0) log().warn({ kind: more[0]?.kind, more: more.length }, 'voicemail.conf: the same again');
  }
  if (findings.length === 0) log().info('voicemail.conf: no danger is left');
}

/** A note may well be meant. That the file is gone, or refused, and why, `siteOf` tells by itself. */
function isToBeTold({ kind, severity }: Finding, { isKnown }: Site): boolean {
  return severity === 'warning' ? kind !== 'conf-kept' : severity === 'danger' && isKnown;
}
