import 'server-only';
import type { Finding } from '#lib/site/finding.ts';
import type { Check } from './check.ts';
import { type Line, note, ok } from './line.ts';
import { whereOf } from './patient.ts';
import { counted } from './words.ts';

/** Of one kind no more are told one by one: a site of thousands without a PIN needs one line. */
const MOST_OF_A_KIND = 3;

/** Everything that `lib/site` knows to say of voicemail.conf, with its lines. */
export const checkConf: Check = {
  name: 'voicemail.conf',
  async *run({ site, findings }) {
    if (!site) {
      yield note(
        'VOICEMAIL_CONF is not set',
        'what Asterisk does with the mailboxes is not known here',
        'Set VOICEMAIL_CONF to where it can be read',
      );
      return;
    }
    if (site.isKnown) yield ok(`${site.path}: ${counted(site.mailboxes.length, 'mailbox', 'mailboxes')}`);
    for (const same of byKind(findings)) yield* linesOf(same);
  },
};

function byKind(findings: Finding[]): Finding[][] {
  const kinds = new Map<string, Finding[]>();
  for (const one of findings) kinds.set(one.kind, [...(kinds.get(one.kind) ?? []), one]);
  return [...kinds.values()];
}

function* linesOf(same: Finding[]): Iterable<Line> {
  const told = same.slice(0, MOST_OF_A_KIND);
  const more = same.slice(MOST_OF_A_KIND);
  for (const { severity, what, why, change, place } of told) {
    yield { level: severity, what, why, change, where: whereOf(place) };
  }
  const [first] = more;
  if (!first) return;
  const places = more.slice(0, MOST_PLACES).map(({ place }) => whereOf(place));
  const rest = more.length > MOST_PLACES ? ', …' : '';
  yield {
    level: first.severity,
    what: `The same ${counted(more.length, 'time')} more`,
    why: first.why,
    change: first.change,
    where: `${places.join(', ')}${rest}`,
  };
}

const MOST_PLACES = 5;
