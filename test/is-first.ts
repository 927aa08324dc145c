import { mkdirSync } from 'node:fs';

/** To make a folder is to be the first, of all processes. */
export function isFirst(folder: string): boolean {
  try {
    mkdirSync(folder);
    return true;
  } catch {
    return false;
  }
}
