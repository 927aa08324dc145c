import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { runLogged } from './run-logged.mjs';

/** apt's own files, for a user who may neither lock nor write the system's. */
const APT = resolve('.cache/apt');
const APT_CONF = join(APT, 'apt.conf');
export const ARCHIVES = join(APT, 'download');

const APT_SETTINGS = `
Dir::State "${APT}/state";
Dir::State::status "/var/lib/dpkg/status";
Dir::Cache "${APT}/cache";
Acquire::Languages "none";
Debug::NoLocking "true";
`;

/** An environment in which apt-get keeps its files in the project and knows every package. */
export async function ownApt() {
  const folders = [join(APT, 'state/lists/partial'), join(APT, 'cache/archives/partial'), ARCHIVES];
  for (const folder of folders) mkdirSync(folder, { recursive: true });
  writeFileSync(APT_CONF, APT_SETTINGS);
  const env = { ...process.env, APT_CONFIG: APT_CONF };
  await runLogged('Reading what packages there are', 'apt-get', ['update'], { env });
  return env;
}

/** Removes what `ownApt()` and downloads have left. */
export function forgetApt() {
  rmSync(APT, { recursive: true, force: true });
}

/**
 * What apt-get would install, as `name=version`.
 * @param {string[]} packages
 * @param {NodeJS.ProcessEnv} env
 * @throws {Error} when apt-get does not know them
 */
export function withDependencies(packages, env) {
  const args = ['-s', 'install', '--no-install-recommends', ...packages];
  const plan = execFileSync('apt-get', args, { env, encoding: 'utf8', stdio: 'pipe' });
  const steps = plan.matchAll(/^Inst (\S+) (?:\[\S+\] )?\((\S+)/gm);
  return [...steps].map(([, name, version]) => `${name}=${version}`);
}
