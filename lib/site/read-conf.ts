import 'server-only';
import { type Bytes, strip, textOf } from './bytes.ts';
import { withoutComments } from './comments.ts';
import type { Conf, Section } from './conf.ts';
import { type Directive, directiveOf } from './directive.ts';
import { entryOf } from './entry-line.ts';
import type { Files } from './files.ts';
import { type Finding, type FindingKind, finding, type Place } from './finding.ts';
import { openSection } from './header-line.ts';
import { Sections } from './sections.ts';

/** main/config.c MAX_INCLUDE_LEVEL */
const DEEPEST_INCLUDE = 10;
/** config_text_file_load: what does not fit into its buffer is skipped. */
const LONGEST_LINE_BYTES = 8191;
/** Files, and names of files that are looked for. */
const MOST_FILES = 2000;
const MOST_BYTES = 64 * 1024 * 1024;
const MOST_FINDINGS = 1000;

/** Reads a configuration as Asterisk does (main/config.c). Never throws, whatever the files hold. */
export function readConf(files: Files, main: string): Conf {
  return new Reader(files).read(main);
}

type Outcome = 'read' | 'absent' | 'refused';

/** What of reading goes on from one file of a pattern to the next. */
interface Course {
  section: Section | null;
  depth: number;
  lines: number;
}

class Reader {
  readonly #files: Files;
  readonly #sections = new Sections();
  readonly #findings: Finding[] = [];
  #level = 0;
  #loads = 0;
  #filesRead = 0;
  #bytesRead = 0;
  #isTooLarge = false;

  constructor(files: Files) {
    this.#files = files;
  }

  read(main: string): Conf {
    const outcome = this.#load(main, { file: main, line: 0 });
    if (outcome === 'absent') this.#say('file-unreadable', { file: main, line: 0 });
    const isTooLarge = this.#isTooLarge || this.#sections.isFull;
    const first = isTooLarge ? [finding('conf-too-large', { file: main, line: 0 })] : [];
    const isRefused = outcome !== 'read' || isTooLarge;
    return { sections: this.#sections.all, findings: [...first, ...this.#findings], isRefused };
  }

  #say(kind: FindingKind, place: Place, detail: Bytes = ''): void {
    if (this.#findings.length < MOST_FINDINGS) this.#findings.push(finding(kind, place, textOf(detail, 80)));
  }

  /** ast_config_internal_load, which forgets to come up again from a file that it refuses. */
  #load(pattern: string, place: Place): Outcome {
    this.#loads += 1;
    if (this.#loads > MOST_FILES) {
      this.#isTooLarge = true;
      return 'absent';
    }
    if (this.#level > DEEPEST_INCLUDE) {
      this.#say('include-too-deep', place);
      return 'absent';
    }
    this.#level += 1;
    const outcome = this.#loadAll(pattern);
    if (outcome !== 'refused') this.#level -= 1;
    return outcome;
  }

  #loadAll(pattern: string): Outcome {
    const course: Course = { section: this.#sections.current, depth: 0, lines: 0 };
    let outcome: Outcome = 'absent';
    for (const path of this.#files.expand(pattern)) {
      const bytes = this.#budgeted(path);
      if (bytes === null) continue;
      outcome = this.#loadLines(path, bytes, course);
      if (outcome === 'refused') break;
    }
    return outcome;
  }

  #budgeted(path: string): Bytes | null {
    const bytes = this.#files.read(path);
    if (bytes === null) return null;
    this.#filesRead += 1;
    this.#bytesRead += bytes.length;
    if (this.#filesRead <= MOST_FILES && this.#bytesRead <= MOST_BYTES) return bytes;
    this.#isTooLarge = true;
    return null;
  }

  #loadLines(path: string, bytes: Bytes, course: Course): Outcome {
    const lines = bytes.split('\n');
    if (lines.at(-1) === '') lines.pop();
    for (const [index, line] of lines.entries()) {
      course.lines += 1;
      const place = { file: path, line: index + 1 };
      const whole = course.lines === 1 ? line.replace(/^\xef\xbb\xbf/, '') : line;
      if (!this.#loadLine(whole, place, course)) return 'refused';
    }
    if (course.depth !== 0) this.#say('comment-unclosed', { file: path, line: lines.length });
    return 'read';
  }

  /** @returns whether Asterisk would read on */
  #loadLine(line: Bytes, place: Place, course: Course): boolean {
    if (line.length >= LONGEST_LINE_BYTES) {
      this.#say('line-too-long', place);
      return true;
    }
    // C's strings end there.
    const { text, depth, trouble } = withoutComments(line.split('\0', 1)[0] ?? '', course.depth);
    course.depth = depth;
    if (trouble) this.#say(trouble, place);
    const stripped = strip(text ?? '');
    return stripped === '' || this.#loadText(stripped, place, course);
  }

  #loadText(line: Bytes, place: Place, course: Course): boolean {
    if (line.startsWith('#')) return this.#follow(directiveOf(line), place);
    if (!line.startsWith('[')) return this.#loadEntry(line, place, course);
    const opened = openSection(line, place, this.#sections);
    if ('kind' in opened) {
      this.#say(opened.kind, place, opened.detail);
      return false;
    }
    course.section = opened;
    return true;
  }

  #loadEntry(line: Bytes, place: Place, { section }: Course): boolean {
    if (section === null) {
      this.#say('entry-outside', place);
      return false;
    }
    const read = entryOf(line);
    if ('kind' in read) {
      this.#say(read.kind, place);
      return !read.isFatal;
    }
    const entry = { name: read.name, value: read.value, place };
    if (read.isMore) this.#sections.extend(section, entry);
    else this.#sections.append(section, entry);
    return !this.#sections.isFull;
  }

  #follow(directive: Directive, place: Place): boolean {
    if ('kind' in directive) {
      this.#say(directive.kind, place, directive.detail);
      return true;
    }
    if (this.#load(directive.pattern, place) !== 'absent') return true;
    this.#say(directive.mayBeAbsent ? 'include-optional-absent' : 'include-absent', place, directive.pattern);
    return directive.mayBeAbsent;
  }
}
