import 'server-only';
import { fold, textOf } from './bytes.ts';
import { type Conf, sectionsNamed } from './conf.ts';
import { type Finding, finding } from './finding.ts';

/** [zonemessages]: `name = Europe/Oslo|format`. Of several with one name the last counts (app_voicemail.c load_zonemessages). */
export function zonesOf(conf: Conf, findings: Finding[]): ReadonlyMap<string, Zone> {
  const zones = new Map<string, Zone>();
  for (const { name, value, place } of sectionsNamed(conf, 'zonemessages')[0]?.entries ?? []) {
    const end = value.search(/[|,]/);
    if (end < 0) findings.push(finding('zone-invalid', place, textOf(name, 79)));
    else
      zones.set(textOf(name, 79), {
        timeZone: textOf(value.slice(0, end), 79),
        format: textOf(value.slice(end + 1), 511),
      });
  }
  return zones;
}

export interface Zone {
  /** As the system's zones are named: Europe/Oslo. */
  timeZone: string;
  /** How the phone says the time. */
  format: string;
}

/** `alias@context => mailbox@context` in the section that `aliasescontext` names, to the letter (load_aliases). */
export function aliasesOf(conf: Conf, context: string | null, findings: Finding[]): ReadonlyMap<string, string> {
  const aliases = new Map<string, string>();
  if (context === null) return aliases;
  const section = conf.sections.find(({ name, isTemplate }) => !isTemplate && fold(textOf(name)) === fold(context));
  for (const { name, value, place } of section?.entries ?? []) {
    const alias = textOf(name);
    if (aliases.has(alias)) findings.push(finding('alias-twice', place, alias));
    else aliases.set(alias, textOf(value));
  }
  return aliases;
}
