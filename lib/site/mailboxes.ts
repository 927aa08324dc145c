import 'server-only';
import { type Bytes, fold, textOf } from './bytes.ts';
import type { Conf, Entry, Section } from './conf.ts';
import { type Finding, finding } from './finding.ts';
import type { Settings } from './settings.ts';
import { type SiteMailbox, siteMailbox } from './site-mailbox.ts';

/** app_voicemail.c MAX_VM_MBOX_ID_LEN, less the end of the string. */
const NAME_BYTES = 79;

/** Every section that is none of Asterisk's own is a context, and every entry in it a mailbox (load_users, find_or_create). */
export function mailboxesOf(conf: Conf, settings: Settings, findings: Finding[]): SiteMailbox[] {
  const taken = new Set<Bytes>();
  return contextsOf(conf, settings).flatMap((section) =>
    section.entries
      .filter((entry) => isTaken(entry, section, { settings, taken, findings }))
      .map((entry) => siteMailbox(entry, section.name, settings, findings)),
  );
}

function contextsOf({ sections }: Conf, { aliasesContext }: Settings): Section[] {
  // Without a name for it, a section without a name is passed over, too (load_users).
  const own = ['general', 'zonemessages', fold(aliasesContext ?? '')];
  return sections.filter(({ name, isTemplate }) => !isTemplate && !own.includes(fold(textOf(name))));
}

interface Roll {
  settings: Settings;
  taken: Set<Bytes>;
  findings: Finding[];
}

/** Whether Asterisk makes a mailbox of it: the first of a name, and none with a star. */
function isTaken({ name, place }: Entry, { name: context }: Section, { settings, taken, findings }: Roll): boolean {
  const detail = `${textOf(name, NAME_BYTES)}@${textOf(context, NAME_BYTES)}`;
  if (name.startsWith('*')) {
    findings.push(finding('mailbox-starred', place, detail));
    return false;
  }
  if (name.length > NAME_BYTES) findings.push(finding('name-too-long', place, detail));
  const key = settings.searchesContexts ? fold(name) : `${fold(name)}@${fold(context)}`;
  if (taken.has(key)) findings.push(finding('mailbox-twice', place, detail));
  const isNew = !taken.has(key);
  taken.add(key);
  return isNew;
}
