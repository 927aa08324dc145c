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
  readonly #bytes: Bytes;
  #depth: number;
  /** From where on is still to be looked at. */
  #from = 0;
  /** What counts, and where a piece that has not ended yet begins. */
  readonly #pieces: Bytes[] = [];
  #open: number | null;
  #hasText: boolean;
  #trouble: CommentTrouble | null = null;

  constructor(bytes: Bytes, depth: number) {
    this.#bytes = bytes;
    this.#depth = depth;
    this.#open = depth === 0 ? 0 : null;
    this.#hasText = depth === 0;
  }

  read(): Uncommented {
    for (let at = this.#next(); at >= 0; at = this.#next()) this.#step(at);
    this.#end(this.#bytes.length);
    return { text: this.#hasText ? this.#pieces.join('') : null, depth: this.#depth, trouble: this.#trouble };
  }

  #next(): number {
    return this.#bytes.indexOf(';', this.#from);
  }

  #step(at: number): void {
    const bytes = this.#bytes;
    if (at > this.#from && bytes[at - 1] === '\\') this.#unescape(at);
    else if (bytes.startsWith(';--', at) && bytes[at + 3] !== '-') this.#goIn(at);
    else if (at >= this.#from + 2 && bytes.startsWith('--', at - 2)) this.#comeOut(at);
    else if (this.#depth === 0) this.#cut(at);
    else this.#from = at + 1;
  }

  #begin(at: number): void {
    this.#open ??= at;
    this.#hasText = true;
  }

  #end(at: number): void {
    if (this.#open !== null) this.#pieces.push(this.#bytes.slice(this.#open, at));
    this.#open = null;
  }

  #unescape(at: number): void {
    const isText = this.#open !== null;
    this.#end(at - 1);
    if (isText) this.#begin(at);
    this.#from = at + 1;
  }

  #goIn(at: number): void {
    this.#from = at + 3;
    if (this.#depth >= DEEPEST) {
      this.#trouble = 'comment-too-deep';
      return;
    }
    this.#end(at);
    this.#depth += 1;
  }

  #comeOut(at: number): void {
    this.#from = at + 1;
    if (this.#depth === 0) this.#trouble = 'comment-end-alone';
    this.#depth -= 1;
    if (this.#depth === 0) this.#begin(at + 1);
  }

  #cut(at: number): void {
    this.#end(at);
    this.#from = this.#bytes.length;
  }
}
