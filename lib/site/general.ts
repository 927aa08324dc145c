import 'server-only';
import { type Bytes, fold, textOf } from './bytes.ts';
import { type Conf, type Entry, sectionsNamed } from './conf.ts';
import { type Finding, finding, type Place } from './finding.ts';
import { isFalse, isTrue, leadingInt } from './values.ts';

/** From here on the last of several entries of a name counts, not the first (config.c ast_variable_retrieve). */
const LAST_COUNTS_SINCE = 23;

/** The settings of [general], as an Asterisk of a version takes them. */
export class General {
  readonly findings: Finding[] = [];
  readonly #entries = new Map<Bytes, Entry>();
  readonly #place: Place;

  /** @param asteriskMajor 16, 22, 23 */
  constructor(conf: Conf, path: string, asteriskMajor: number) {
    const [section, second] = sectionsNamed(conf, 'general');
    this.#place = section?.place ?? { file: path, line: 0 };
    if (second) this.findings.push(finding('general-twice', second.place));
    for (const entry of section?.entries ?? []) this.#take(entry, asteriskMajor);
  }

  #take(entry: Entry, asteriskMajor: number): void {
    const name = fold(entry.name);
    const before = this.#entries.get(name);
    if (before && before.value !== entry.value) {
      this.findings.push(finding('setting-twice', entry.place, textOf(name, 40)));
    }
    if (!before || asteriskMajor >= LAST_COUNTS_SINCE) this.#entries.set(name, entry);
  }

  has(name: string): boolean {
    return this.#entries.has(name);
  }

  /** Whether it is there and says something. */
  isSet(name: string): boolean {
    return (this.#entries.get(name)?.value ?? '') !== '';
  }

  /** Where it is set; [general] itself when it is not. */
  place(name: string): Place {
    return this.#entries.get(name)?.place ?? this.#place;
  }

  /** @param limitBytes what Asterisk has room for */
  text(name: string, fallback: string, limitBytes: number): string {
    const entry = this.#entries.get(name);
    if (!entry) return fallback;
    if (entry.value.length > limitBytes) this.findings.push(finding('value-cut', entry.place, name));
    return textOf(entry.value, limitBytes);
  }

  isTrue(name: string): boolean {
    return isTrue(this.#entries.get(name)?.value ?? '');
  }

  isFalse(name: string): boolean {
    return isFalse(this.#entries.get(name)?.value ?? '');
  }

  /** The number that the value begins with. */
  int(name: string): number | null {
    return leadingInt(this.#entries.get(name)?.value ?? '');
  }
}
