import { spawnSync } from 'node:child_process';
import { runLogged } from './run-logged.mjs';

/** What asks no questions and takes nothing but what is needed. */
const INSTALL = ['install', '-y', '--no-install-recommends'];
const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };

/**
 * Installs the programs' Debian packages as root.
 * @param {{ debian: string[] }[]} programs
 * @throws {Error} with what apt-get said
 */
export async function installPrograms(programs) {
  const packages = programs.flatMap(({ debian }) => debian);
  if (!areKnown(packages)) await runLogged('Reading what packages there are', 'apt-get', ['update'], { env });
  await runLogged(`Installing ${packages.join(', ')}`, 'apt-get', [...INSTALL, ...packages], { env });
}

/**
 * In a container the lists of packages are mostly missing.
 * @param {string[]} packages
 */
function areKnown(packages) {
  return spawnSync('apt-get', ['-s', 'install', ...packages], { env }).status === 0;
}
