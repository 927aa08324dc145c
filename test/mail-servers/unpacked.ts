import { cpSync, existsSync, readdirSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { unpackedServer } from '#test/programs.mjs';
import { cacheFolderFor, type RunAs } from '#test/run-as.ts';

/** Why a mail server that is only unpacked cannot be run here; `null` when it can. */
export function whyNotUnpacked(name: 'cyrus' | 'courier'): string | null {
  return existsSync(unpackedServer(name)) ? null : `No ${name}: npm test unpacks it, from Debian's packages`;
}

/** Where a server's programs are for whom it runs as: a copy in its own folder, where the project is closed to others. */
export function programsOf(name: 'cyrus' | 'courier', folder: string, who: RunAs): string {
  const unpacked = unpackedServer(name);
  if (unpacked.startsWith(cacheFolderFor(who))) return unpacked;
  const copy = join(folder, 'programs');
  cpSync(unpacked, copy, { recursive: true, verbatimSymlinks: true });
  return copy;
}

/** The folders with a server's own libraries, for LD_LIBRARY_PATH. */
export function librariesOf(root: string): string {
  const roots = ['lib', 'usr/lib'].map((name) => join(root, name)).filter((path) => existsSync(path));
  const below = roots.flatMap((path) => readdirSync(path).map((name) => join(path, name)));
  return [...roots, ...below.filter((path) => path.includes('-linux-'))].join(delimiter);
}
