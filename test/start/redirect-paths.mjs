import { existsSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { UNPACKED } from '#test/programs.mjs';

const LIBRARIES = join(UNPACKED, 'usr/lib');
const SOX_FORMATS = join(UNPACKED, 'sox-formats');

/** What Dovecot's programs look for in a place that was compiled in, and where they find it: they run in their own `run`. */
const DOVECOT_PATHS = [
  ['/usr/lib/dovecot/modules', '../modules'],
  ['/usr/lib/dovecot/modules/', '../modules/'],
  ['/usr/lib/dovecot/modules/settings', '../modules/settings'],
  ['/usr/bin/doveconf', './doveconf'],
];
const DOVECOT_FILES = [
  'usr/lib/dovecot/libdovecot.so.0',
  'usr/lib/dovecot/config',
  'usr/sbin/dovecot',
  'usr/bin/doveconf',
];

/**
 * Some programs look for parts of their own in places whose names were compiled in, and no setting changes that. In our
 * copies the names become relative ones: `test/mail-server.ts` makes Dovecot's links, and sox runs in the project's folder.
 */
export function redirectPaths() {
  for (const file of DOVECOT_FILES) {
    for (const [from, to] of DOVECOT_PATHS) rename(join(UNPACKED, file), from, to);
  }
  const triplet = readdirSync(LIBRARIES).find((name) => name.includes('-linux-')) ?? '';
  rename(join(LIBRARIES, triplet, 'libsox.so.3'), `/usr/lib/${triplet}/sox`, relative('.', SOX_FORMATS));
  rmSync(SOX_FORMATS, { force: true });
  symlinkSync(join(LIBRARIES, triplet, 'sox'), SOX_FORMATS);
}

/**
 * Writes a shorter name over a C string.
 * @param {string} path
 * @param {string} from
 * @param {string} to
 */
function rename(path, from, to) {
  if (!existsSync(path)) return;
  const library = readFileSync(path);
  const string = Buffer.from(`\0${from}\0`);
  const at = library.indexOf(string);
  if (at < 0) return;
  library.write(`\0${to}`.padEnd(string.length, '\0'), at, 'latin1');
  writeFileSync(path, library);
}
