/** Gives each file of a folder a name of its own, also where case does not count, as on Windows and macOS. */
export class FileNames {
  readonly #taken = new Set<string>();
  readonly #counts = new Map<string, number>();

  /** The name, or that with a number: `call (2).wav`. No file system drops its last character. */
  unique(wished: string): string {
    const name = wished.replace(/[. ]+$/, '') || '_';
    const [, stem = name, extension = ''] = /^(.+?)(\.[a-z0-9]{1,16})?$/i.exec(name) ?? [];
    let found = name;
    while (this.#taken.has(keyOf(found))) found = `${stem} (${this.#next(keyOf(name))})${extension}`;
    this.#taken.add(keyOf(found));
    return found;
  }

  #next(key: string): number {
    const count = (this.#counts.get(key) ?? 1) + 1;
    this.#counts.set(key, count);
    return count;
  }
}

const keyOf = (name: string) => name.normalize('NFC').toLowerCase();
