import 'server-only';
import { type Bytes, fold, strip } from './bytes.ts';
import type { Entry, Section } from './conf.ts';
import type { Place } from './finding.ts';

/** main/config.c ast_category: a name is cut there. */
const NAME_BYTES = 79;
const LARGEST_VALUE_BYTES = 65_536;
/** Inheritance can double what is there with every line. */
const MOST_ENTRIES = 1_000_000;
/** So many sections are looked at in search of others. */
const MOST_LOOKS = 20_000_000;

/** The sections of a configuration while it is read. */
export class Sections {
  readonly all: Section[] = [];
  /** Where an entry goes when a file begins with it: the section that was opened last, in whatever file. */
  current: Section | null = null;
  readonly #byName = new Map<Bytes, Section[]>();
  readonly #lastOf = new WeakMap<Section, Map<Bytes, number>>();
  #entries = 0;
  #looks = 0;

  /** Whether there is more than any site has: then nothing is added or found any more. */
  get isFull(): boolean {
    return this.#entries >= MOST_ENTRIES || this.#looks >= MOST_LOOKS;
  }

  /** A section that is not among the others yet. */
  draft(name: Bytes, place: Place): Section {
    return { name: name.slice(0, NAME_BYTES), isTemplate: false, entries: [], place };
  }

  add(section: Section): void {
    this.all.push(section);
    const key = fold(section.name);
    const same = this.#byName.get(key);
    if (same) same.push(section);
    else this.#byName.set(key, [section]);
    this.current = section;
  }

  /** The first of this name that is meant. */
  find(name: Bytes, isMeant: (section: Section) => boolean): Section | null {
    // An empty name means any (config.c does_category_match).
    const same = name === '' ? this.all : (this.#byName.get(fold(name)) ?? []);
    const found = same.find((section) => {
      this.#looks += 1 + section.entries.length;
      return this.isFull || isMeant(section);
    });
    return this.isFull ? null : (found ?? null);
  }

  append(section: Section, entry: Entry): void {
    if (this.isFull) return;
    this.#entries += 1;
    section.entries.push(entry);
    this.#positions(section).set(entry.name, section.entries.length - 1);
  }

  inherit(section: Section, from: Section): void {
    for (const entry of [...from.entries]) this.append(section, entry);
  }

  /** `+=`: what is added keeps its leading blanks; without one of this name before it is `=`. */
  extend(section: Section, { name, value, place }: Entry): void {
    const at = this.#positions(section).get(name);
    const before = at === undefined ? undefined : section.entries[at];
    if (at === undefined || before === undefined) {
      this.append(section, { name, value: strip(value), place });
      return;
    }
    const whole = strip(before.value + value).slice(0, LARGEST_VALUE_BYTES);
    section.entries[at] = { name: before.name, value: whole, place: before.place };
  }

  /** Where the last entry of each name stands; here, and only here, names are compared to the letter. */
  #positions(section: Section): Map<Bytes, number> {
    const positions = this.#lastOf.get(section) ?? new Map<Bytes, number>();
    this.#lastOf.set(section, positions);
    return positions;
  }
}
