import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { ARCHIVES, forgetApt, ownApt, withDependencies } from './apt.mjs';
import { runLogged } from './run-logged.mjs';

/**
 * Unpacks Debian's packages, and what the system lacks of what they depend on, into a folder. Nothing is installed or started.
 * @param {string} name of all of it, as in "Fetching cyrus"
 * @param {{ packages: string[], needless?: RegExp, folder: string }} what
 * @throws {Error} where there is no apt-get, or with what it said
 */
export async function unpackPackages(name, { packages, needless = /^$/, folder }) {
  if (!existsSync('/usr/bin/apt-get')) throw new Error('it is unpacked from packages of Debian only');
  const { env, planned } = await whatIsNeeded(packages);
  const needed = planned.filter((one) => !needless.test(one));
  rmSync(ARCHIVES, { recursive: true, force: true });
  mkdirSync(ARCHIVES, { recursive: true });
  const title = `Fetching ${name} (${needed.length} packages)`;
  await runLogged(title, 'apt-get', ['download', ...needed], { env, cwd: ARCHIVES });
  const unfinished = `${folder}.unfinished`;
  rmSync(unfinished, { recursive: true, force: true });
  mkdirSync(unfinished, { recursive: true });
  for (const archive of readdirSync(ARCHIVES)) execFileSync('dpkg', ['-x', join(ARCHIVES, archive), unfinished]);
  renameSync(unfinished, folder);
  forgetApt();
}

/**
 * By the system's lists of packages where they will do: to read our own takes longer than all the rest.
 * @param {string[]} packages
 */
async function whatIsNeeded(packages) {
  try {
    return { env: process.env, planned: withDependencies(packages, process.env) };
  } catch {
    const env = await ownApt();
    return { env, planned: withDependencies(packages, env) };
  }
}
