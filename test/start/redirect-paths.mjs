import { existsSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { UNPACKED } from '#test/programs.mjs';

const LIBRARIES = join(UNPACKED, 'usr/lib');
const SOX_FORMATS = join(UNPACKED, 'sox-formats');

/**
 * Two libraries look for parts of their own in places whose names were compiled in, and no setting changes that. In our
 * copies the names become relative to where they run: Dovecot's processes begin in its
 * `run` and the sign-in one goes on to `run/login`; sox runs in the project's folder.
 */
export function redirectPaths() {
  const triplet = readdirSync(LIBRARIES).find((name) => name.includes('-linux-')) ?? '';
  rename(join(LIBRARIES, 'dovecot/libdovecot.so.0'), '/usr/lib/dovecot/modules', '../modules');
  rename(join(LIBRARIES, 'dovecot/libdovecot.so.0'), '/usr/bin/doveconf', './doveconf');
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
