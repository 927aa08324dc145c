import 'server-only';
import { type Bytes, fold } from './bytes.ts';
import type { Finding, Place } from './finding.ts';

/** `name = value`, as bytes. May hold a secret: never let one out of this folder. */
export interface Entry {
  name: Bytes;
  value: Bytes;
  place: Place;
}

/** `[name]` and what stands below it, inherited entries included. */
export interface Section {
  name: Bytes;
  isTemplate: boolean;
  entries: Entry[];
  place: Place;
}

/** What a configuration file of Asterisk says, with everything it includes. */
export interface Conf {
  /** In their order; a name may come twice. */
  sections: Section[];
  findings: Finding[];
  /** Asterisk would not take it at all: what was read up to there does not count. */
  isRefused: boolean;
}

/** The sections of a name that are no templates; where Asterisk asks for one, it takes the first (config.c ast_category_get). */
export function sectionsNamed({ sections }: Conf, name: Bytes): Section[] {
  return sections.filter((section) => !section.isTemplate && fold(section.name) === fold(name));
}
