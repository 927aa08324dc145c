import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { unpackedServer } from '#test/programs.mjs';
import { ARCHIVES, forgetApt, ownApt, withDependencies } from './apt.mjs';
import { runLogged } from './run-logged.mjs';

/** Debian lets only one IMAP server be installed, so all but Dovecot are only unpacked. */
const PACKAGES = {
  cyrus: ['cyrus-imapd', 'sasl2-bin', 'libsasl2-modules', 'libsasl2-modules-db'],
  courier: ['courier-imap', 'courier-authlib-pipe', 'gamin'],
};

const CONSEQUENCE = process.env.CI ? 'and its tests fail' : 'and its tests are skipped';

/** What these depend on to send mail or to be configured. */
const NEEDLESS = /^(exim4|libgnutls|gnutls|gawk|libsigsegv)/;

/**
 * Unpacks Cyrus and Courier below `.cache`, once. Where that cannot be, a line says so, and their tests are skipped or, in CI, fail.
 */
export async function provideMailServers() {
  for (const [name, packages] of Object.entries(PACKAGES)) {
    try {
      if (!existsSync(unpackedServer(name))) await unpackServer(name, packages);
    } catch (error) {
      console.log(`No ${name}, ${CONSEQUENCE}: ${error instanceof Error ? error.message : error}`);
    }
  }
  if (process.getuid?.() !== 0) console.log(`No courier, ${CONSEQUENCE}: only root can run it`);
}

/**
 * @param {string} name
 * @param {string[]} packages
 */
async function unpackServer(name, packages) {
  if (!existsSync('/usr/bin/apt-get')) throw new Error('it is unpacked from packages of Debian only');
  const { env, needed } = await whatIsNeeded(packages);
  rmSync(ARCHIVES, { recursive: true, force: true });
  mkdirSync(ARCHIVES, { recursive: true });
  const title = `Fetching ${name} (${needed.length} packages)`;
  await runLogged(title, 'apt-get', ['download', ...needed], { env, cwd: ARCHIVES });
  const folder = unpackedServer(name);
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
    return { env: process.env, needed: plan(packages, process.env) };
  } catch {
    const env = await ownApt();
    return { env, needed: plan(packages, env) };
  }
}

/**
 * @param {string[]} packages
 * @param {NodeJS.ProcessEnv} env
 */
function plan(packages, env) {
  return withDependencies(packages, env).filter((name) => !NEEDLESS.test(name));
}
