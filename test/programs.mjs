import { accessSync, constants } from 'node:fs';
import { delimiter, join, resolve } from 'node:path';

/** Where `test/start/unpack.mjs` puts Debian's packages for someone who may not install them. */
export const UNPACKED = resolve('.cache/debian');

/** Scripts that run what is unpacked there. */
export const UNPACKED_PROGRAMS = join(UNPACKED, 'bin');

/**
 * Where `test/start/mail-servers.mjs` unpacks a mail server that cannot be installed beside Dovecot.
 * @param {string} name
 */
export const unpackedServer = (name) => resolve('.cache/mail-servers', name);

/** Where Debian, Homebrew and Chromium put programs that are on no ordinary user's PATH. */
const OTHER_FOLDERS = [
  UNPACKED_PROGRAMS,
  '/usr/sbin',
  '/usr/local/sbin',
  '/opt/homebrew/sbin',
  '/opt/homebrew/bin',
  '/Applications/Chromium.app/Contents/MacOS',
];

/**
 * The path of a program on this machine, or `null`.
 * @param {string} name
 * @returns {string | null}
 */
export function findProgram(name) {
  const folders = [...(process.env.PATH ?? '').split(delimiter), ...OTHER_FOLDERS];
  const names = name === 'chromium' ? [name, 'Chromium'] : [name];
  const paths = folders.flatMap((folder) => names.map((file) => join(folder, file)));
  return paths.find(isExecutable) ?? null;
}

/** @param {string} path */
function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
