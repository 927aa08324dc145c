import 'server-only';
import { findingsByKind, type SameKind } from '#lib/site/findings-by-kind.ts';
import type { Check } from './check.ts';
import { type Line, note, ok } from './line.ts';
import { whereOf } from './patient.ts';
import { counted } from './words.ts';

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
    for (const same of findingsByKind(findings)) yield* linesOf(same);
  },
};

function* linesOf({ told, more }: SameKind): Iterable<Line> {
  for (const { severity, what, why, change, place } of told) {
    yield { level: severity, what, why, change, where: whereOf(place) };
  }
  const [first] = more;
  if (!first) return;
  const places = more.slice(0, MOST_PLACES).map(({ place }) => whereOf(place));
  const where = [...places, ...(more.length > MOST_PLACES ? ['…'] : [])].join(', ');
  const { severity: level, why, change } = first;
  yield { level, what: `The same ${counted(more.length, 'time')} more`, why, change, where };
}

const MOST_PLACES = 5;
