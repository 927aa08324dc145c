import { runLogged } from './run-logged.mjs';

/** What asks no questions and takes nothing but what is needed. */
const INSTALL = ['install', '-y', '--no-install-recommends'];
const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };

/**
 * Installs Debian's packages as root. The lists of what there is may be missing or old: then once more with new ones.
 * @param {string[]} packages
 * @throws {Error} with what apt-get said
 */
export async function installPackages(packages) {
  const install = () => runLogged(`Installing ${packages.join(', ')}`, 'apt-get', [...INSTALL, ...packages], { env });
  try {
    await install();
  } catch {
    await runLogged('Updating the lists of packages', 'apt-get', ['update'], { env });
    await install();
  }
}
