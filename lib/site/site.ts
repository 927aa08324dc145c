import 'server-only';
import type { Conf } from './conf.ts';
import type { Finding, Place } from './finding.ts';
import { General } from './general.ts';
import { mailboxesOf } from './mailboxes.ts';
import { type Settings, settingsOf } from './settings.ts';
import type { SiteMailbox } from './site-mailbox.ts';
import { aliasesOf, type Zone, zonesOf } from './tables.ts';

/** What a site's voicemail.conf says. Holds no PIN in clear, and shows no password. */
export interface Site {
  path: string;
  /** Whether Asterisk can have this as its configuration: else there is nothing in it. */
  isKnown: boolean;
  settings: Settings;
  mailboxes: readonly SiteMailbox[];
  zones: ReadonlyMap<string, Zone>;
  aliases: ReadonlyMap<string, string>;
  /** Asterisk's, where a mailbox may keep its PIN. */
  spoolFolder: string;
  /** What is wrong with the files; `dangersOf` has all that is to be said. */
  findings: readonly Finding[];
  /** Where a setting of [general] stands, or [general] itself. */
  placeOf(setting: string): Place;
}

/** Which Asterisk reads the file where it is not known: most do as 22. */
const USUAL_MAJOR = 22;
const USUAL_SPOOL = '/var/spool/asterisk';

export interface SiteOptions {
  /** The version whose rules count. */
  asteriskMajor?: number;
  spoolFolder?: string;
}

/** @param path of the main file, for those places that are in no file */
export function siteOfConf(conf: Conf, path: string, options: SiteOptions = {}): Site {
  const { asteriskMajor = USUAL_MAJOR, spoolFolder = USUAL_SPOOL } = options;
  // Of a file that it refuses Asterisk takes nothing.
  const taken: Conf = conf.isRefused ? { ...conf, sections: [] } : conf;
  const general = new General(taken, path, asteriskMajor);
  const settings = settingsOf(general);
  const findings: Finding[] = [];
  const mailboxes = mailboxesOf(taken, settings, findings);
  const zones = zonesOf(taken, findings);
  const aliases = aliasesOf(taken, settings.aliasesContext, findings);
  return {
    path,
    isKnown: !conf.isRefused,
    settings,
    mailboxes,
    zones,
    aliases,
    spoolFolder,
    findings: [...conf.findings, ...general.findings, ...findings],
    placeOf: (setting) => general.place(setting),
  };
}

/** The same site, with one more thing to say of it. */
export function withFinding(site: Site, one: Finding): Site {
  return { ...site, findings: [one, ...site.findings] };
}
