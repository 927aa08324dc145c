import 'server-only';
import type { Bytes } from './bytes.ts';

/** main/config.c MAX_NESTED_COMMENTS; one more, and Asterisk reads that line for ever. */
const DEEPEST = 128;

export type CommentTrouble = 'comment-end-alone' | 'comment-too-deep';

/** A line without its comments. */
export interface Uncommented {
  /** `null` when all of it lies in a block comment. */
  text: Bytes | null;
  /** How deep in block comments the next line begins. Below 0 is as good as deep: so says Asterisk. */
  depth: number;
  trouble: CommentTrouble | null;
}

/** `;` to the end of the line, `\;` is a semicolon, `;--` to `--;` a block, which nests (main/config.c config_text_file_load). */
export function withoutComments(line: Bytes, depth: number): Uncommented {
  if (depth === 0 && !line.includes(';')) return { text: line, depth, trouble: null };
  return new Line(line, depth).read();
}

class Line {
  #bytes: Bytes;
  #depth: number;
  /** From where on is still to be looked at. */
  #from = 0;
  /** Where what counts begins, and where it ends. */
  #start: number | null;
  #end: number | null = null;
  #trouble: CommentTrouble | null = null;

  constructor(bytes: Bytes, depth: number) {
    this.#bytes = bytes;
    this.#depth = depth;
    this.#start = depth === 0 ? 0 : null;
  }

  read(): Uncommented {
    for (let at = this.#next(); at >= 0; at = this.#next()) this.#step(at);
    const text = this.#start === null ? null : this.#bytes.slice(this.#start, this.#end ?? undefined);
    return { text, depth: this.#depth, trouble: this.#trouble };
  }

  #next(): number {
    return this.#bytes.indexOf(';', this.#from);
  }

  #step(at: number): void {
    const bytes = this.#bytes;
    if (at > this.#from && bytes[at - 1] === '\\') this.#unescape(at);
    else if (bytes.startsWith(';--', at) && bytes[at + 3] !== '-') this.#open(at);
    else if (at >= this.#from + 2 && bytes.startsWith('--', at - 2)) this.#close(at);
    else if (this.#depth === 0) this.#cut(at);
    else this.#from = at + 1;
  }

  #unescape(at: number): void {
    this.#bytes = this.#bytes.slice(0, at - 1) + this.#bytes.slice(at);
    this.#from = at;
    if (this.#end !== null && this.#end >= at) this.#end -= 1;
  }

  #open(at: number): void {
    this.#from = at + 3;
    if (this.#depth >= DEEPEST) {
      this.#trouble = 'comment-too-deep';
      return;
    }
    this.#end ??= at;
    this.#depth += 1;
  }

  #close(at: number): void {
    if (this.#depth === 0) this.#trouble = 'comment-end-alone';
    this.#depth -= 1;
    this.#from = at + 1;
    if (this.#depth !== 0) return;
    if (this.#start === null) {
      this.#start = this.#from;
      this.#end = null;
    } else if (this.#end !== null) {
      this.#bytes = this.#bytes.slice(0, this.#end) + this.#bytes.slice(this.#from);
      this.#from = this.#end;
      this.#end = null;
    }
  }

  #cut(at: number): void {
    this.#end ??= at;
    this.#from = this.#bytes.length;
  }
}
