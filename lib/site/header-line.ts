import 'server-only';
import { type Bytes, fold, strip } from './bytes.ts';
import type { Section } from './conf.ts';
import type { FindingKind, Place } from './finding.ts';
import type { Sections } from './sections.ts';

/** Why Asterisk would refuse the file, and the name it is about. */
export interface Refusal {
  kind: FindingKind;
  detail: Bytes;
}

/** `[name]`, `[name](!)`, `[name](a,b)`, `[name](+)` (main/config.c process_text_line). @returns the section that is open now */
export function openSection(line: Bytes, place: Place, sections: Sections): Section | Refusal {
  const end = line.indexOf(']');
  if (end < 0) return { kind: 'section-unclosed', detail: '' };
  const draft = sections.draft(line.slice(1, end), place);
  const options = optionsOf(line.slice(end + 1));
  if (options === null) return { kind: 'section-unclosed', detail: draft.name };
  let section: Section = draft;
  for (const option of options) {
    const next = apply(option, section, draft, sections);
    if ('kind' in next) return next;
    section = next;
  }
  if (section === draft) sections.add(draft);
  return section;
}

/** What stands in the parentheses, which must follow at once: after a space they are not seen. `null`: they do not end. */
function optionsOf(rest: Bytes): Bytes[] | null {
  if (!rest.startsWith('(')) return [];
  const end = rest.indexOf(')');
  return end < 0 ? null : rest.slice(1, end).split(',');
}

function apply(option: Bytes, section: Section, draft: Section, sections: Sections): Section | Refusal {
  if (option === '!') {
    section.isTemplate = true;
    return section;
  }
  if (option.startsWith('+')) return addTo(option.slice(1), draft, sections);
  const base = sections.find(option, () => true);
  if (!base) return { kind: 'section-unknown', detail: option };
  sections.inherit(section, base);
  return section;
}

function addTo(filter: Bytes, draft: Section, sections: Sections): Section | Refusal {
  const existing = sections.find(draft.name, (section) => passes(section, filter));
  if (!existing) return { kind: 'section-unknown', detail: draft.name };
  sections.current = existing;
  existing.isTemplate ||= draft.isTemplate;
  sections.inherit(existing, draft);
  draft.entries = [];
  return existing;
}

/** `(+name=value&name=value)`; without a filter templates are not found (config.c does_category_match). */
function passes(section: Section, filter: Bytes): boolean {
  if (filter === '') return !section.isTemplate;
  const terms = filter.split('&').map((term) => term.split('=').map(strip));
  const isTemplateWanted = terms.some(([name, value]) => name === 'TEMPLATES' && value !== undefined);
  return (!section.isTemplate || isTemplateWanted) && terms.every((term) => holds(section, term));
}

/** There both are regular expressions; here they are looked for as they stand, for an expression may take for ever. */
function holds(section: Section, [name, value]: Bytes[]): boolean {
  if (name === undefined || value === undefined) return false;
  if (name === 'TEMPLATES') return fold(value) === 'include' || (fold(value) === 'restrict' && section.isTemplate);
  return section.entries.some((entry) => entry.name.includes(name) && entry.value.includes(value));
}
