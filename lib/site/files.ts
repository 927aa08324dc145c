import 'server-only';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, dirname, isAbsolute, join } from 'node:path';
import type { Bytes } from './bytes.ts';
import { fits, isPattern, spellOut } from './wildcard.ts';

const MOST_CHOICES = 256;
const MOST_MATCHES = 4096;

/** Where a configuration's files come from. */
export interface Files {
  /** The paths that a name or a pattern means, sorted; a mere name even where there is no such file (glob(3) GLOB_NOMAGIC). */
  expand(pattern: string): string[];
  /** `null` where there is no file that can be read. */
  read(path: string): Bytes | null;
}

/** What can be read for one configuration. */
const LARGEST_BYTES = 64 * 1024 * 1024;

/** The machine's files. Names are relative to Asterisk's configuration folder, wherever the include stands (config.c). */
export function filesBelow(folder: string): Files {
  return {
    expand: (pattern) => spellOut(isAbsolute(pattern) ? pattern : join(folder, pattern), MOST_CHOICES).flatMap(matches),
    read(path) {
      try {
        const about = statSync(path);
        // A pipe or a device would keep us waiting.
        if (!about.isFile() || about.size > LARGEST_BYTES) return null;
        return readFileSync(path, 'latin1');
      } catch {
        return null;
      }
    },
  };
}

/** A text that includes nothing. */
export function onlyText(name: string, text: Bytes): Files {
  return { expand: (pattern) => [pattern], read: (path) => (path === name ? text : null) };
}

function matches(path: string): string[] {
  if (!isPattern(path)) return [path];
  const folders = isPattern(dirname(path)) ? matches(dirname(path)) : [dirname(path)];
  const last = basename(path);
  return folders
    .flatMap((folder) =>
      namesIn(folder)
        .filter((name) => fits(name, last))
        .map((name) => join(folder, name)),
    )
    .slice(0, MOST_MATCHES)
    .sort();
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder).slice(0, MOST_MATCHES);
  } catch {
    return [];
  }
}
