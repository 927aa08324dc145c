import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join, resolve } from 'node:path';
import { UNPACKED, UNPACKED_PROGRAMS } from '#test/programs.mjs';
import { ARCHIVES, forgetApt, ownApt, withDependencies } from './apt.mjs';
import { redirectPaths } from './redirect-paths.mjs';
import { runLogged } from './run-logged.mjs';

const FONTS_CONF = join(UNPACKED, 'fonts.conf');

const FONTS_SETTINGS = `<?xml version="1.0"?>
<fontconfig>
  <dir>${UNPACKED}/usr/share/fonts</dir>
  <dir>/usr/share/fonts</dir>
  <cachedir>${resolve('.cache/fonts')}</cachedir>
</fontconfig>
`;

/**
 * Unpacks the programs' Debian packages, and what those depend on that is not installed, below `.cache/debian`.
 * @param {{ name: string, debian: string[], binary: string }[]} programs
 * @throws {Error} with what apt-get or dpkg said
 */
export async function unpackPrograms(programs) {
  const packages = programs.flatMap(({ debian }) => debian);
  mkdirSync(UNPACKED, { recursive: true });
  writeFileSync(FONTS_CONF, FONTS_SETTINGS);
  const env = await ownApt();
  const needed = withDependencies(packages, env);
  const title = `Fetching ${packages.join(', ')} (${needed.length} packages)`;
  await runLogged(title, 'apt-get', ['download', ...needed], { env, cwd: ARCHIVES });
  for (const archive of readdirSync(ARCHIVES)) execFileSync('dpkg', ['-x', join(ARCHIVES, archive), UNPACKED]);
  forgetApt();
  redirectPaths();
  for (const { name, binary } of programs) wrap(name, binary);
}

/**
 * A script of that name which runs an unpacked program with its own libraries and fonts.
 * @param {string} name
 * @param {string} binary where it lies below a root
 */
function wrap(name, binary) {
  const script = [
    '#!/bin/sh',
    `export LD_LIBRARY_PATH='${foldersOfLibraries().join(delimiter)}' FONTCONFIG_FILE='${FONTS_CONF}'`,
    `exec '${join(UNPACKED, binary)}' "$@"`,
    '',
  ];
  mkdirSync(UNPACKED_PROGRAMS, { recursive: true });
  writeFileSync(join(UNPACKED_PROGRAMS, name), script.join('\n'), { mode: 0o755 });
}

/** All folders with libraries in them: Debian reaches some only by links that an installation makes. */
function foldersOfLibraries() {
  const roots = ['lib', 'usr/lib'].map((folder) => join(UNPACKED, folder)).filter((folder) => existsSync(folder));
  const files = roots.flatMap((root) =>
    readdirSync(root, { recursive: true, encoding: 'utf8' }).map((name) => join(root, name)),
  );
  return [...new Set(files.filter((file) => /\.so(\.|$)/.test(file)).map((file) => dirname(file)))];
}
