import { existsSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { unpackPackages } from './unpack-packages.mjs';

/** Unpacked, not installed: Debian would start a web server and PHP at once, and with every boot. */
const FOLDER = resolve('.cache/peers/roundcube');
const PACKAGES = ['roundcube-core', 'roundcube-sqlite3', 'php-fpm', 'php-apcu', 'nginx-light'];
/** Roundcube's package is content with any web server, and nginx's wants none of these. */
const NEEDLESS = /^(apache2|libapache2|dbconfig|php-enchant|aspell)/;

/** What apt-get was told to fetch is longer than what it has to say. */
const LONGEST_REASON = 200;

/**
 * Debian's Roundcube with PHP and nginx, below `.cache`.
 * @returns {Promise<(path: string) => string>} where one of their files is, by its path in Debian: `usr/sbin/nginx`
 * @throws {Error} with why it cannot be had here
 */
export async function provideRoundcube() {
  try {
    if (!existsSync(FOLDER))
      await unpackPackages('Roundcube', { packages: PACKAGES, needless: NEEDLESS, folder: FOLDER });
    return inDebian;
  } catch (error) {
    const [why = ''] = (error instanceof Error ? error.message : String(error)).split('\n');
    throw new Error(`No Roundcube to compare with: ${why.slice(0, LONGEST_REASON)}`);
  }
}

/**
 * What the system had already was not unpacked.
 * @param {string} path whose last part may end with `*`, as in `usr/sbin/php-fpm*`
 */
function inDebian(path) {
  const folder = join(path, '..');
  const wanted = path.slice(folder.length + 1);
  for (const root of [FOLDER, '/']) {
    const names = existsSync(join(root, folder)) ? readdirSync(join(root, folder)) : [];
    const name = names.find((one) => (wanted.endsWith('*') ? one.startsWith(wanted.slice(0, -1)) : one === wanted));
    if (name) return join(root, folder, name);
  }
  throw new Error(`Debian's packages have no ${path}`);
}
