import { runLogged } from './run-logged.mjs';

/** What asks no questions and takes nothing but what is needed. */
const INSTALL = ['install', '-y', '--no-install-recommends'];
const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };

/**
 * Installs the programs' Debian packages as root. The lists of what there is may be missing or old: then with new ones.
 * @param {{ debian: string[] }[]} programs
 * @throws {Error} with what apt-get said
 */
export async function installPrograms(programs) {
  const packages = programs.flatMap(({ debian }) => debian);
  const install = () => runLogged(`Installing ${packages.join(', ')}`, 'apt-get', [...INSTALL, ...packages], { env });
  try {
    await install();
  } catch {
    await runLogged('Updating the lists of packages', 'apt-get', ['update'], { env });
    await install();
  }
}
