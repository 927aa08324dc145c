import { existsSync } from 'node:fs';
import { delimiter } from 'node:path';
import { findProgram, UNPACKED_PROGRAMS } from '#test/programs.mjs';
import { installPrograms } from './install.mjs';
import { unpackPrograms } from './unpack.mjs';

/** What Debian and Homebrew call the packages of each program, and where Debian's has it. */
const PROGRAMS = [
  { name: 'dovecot', debian: ['dovecot-imapd'], brew: 'dovecot', binary: 'usr/sbin/dovecot' },
  { name: 'openssl', debian: ['openssl'], brew: 'openssl', binary: 'usr/bin/openssl' },
  { name: 'chromium', debian: ['chromium'], brew: 'chromium', binary: 'usr/lib/chromium/chromium' },
  { name: 'sox', debian: ['sox', 'libsox-fmt-base'], brew: 'sox', binary: 'usr/bin/sox' },
  { name: 'redis-server', debian: ['redis-server'], brew: 'redis', binary: 'usr/bin/redis-server' },
  { name: 'nginx', debian: ['nginx-light'], brew: 'nginx', binary: 'usr/sbin/nginx' },
  { name: 'ffmpeg', debian: ['ffmpeg'], brew: 'ffmpeg', binary: 'usr/bin/ffmpeg' },
];

/**
 * Sees to it that programs can be run: installs Debian's packages, or unpacks them for someone who may not.
 * @param {string[]} names
 * @returns {Promise<Record<string, string>>} what the environment needs so that they are found
 * @throws {Error} whose last line says what to install, and how
 */
export async function providePrograms(names) {
  const missing = PROGRAMS.filter(({ name }) => names.includes(name) && !findProgram(name));
  if (missing.length > 0) await provide(missing);
  return { PATH: [process.env.PATH, UNPACKED_PROGRAMS].join(delimiter) };
}

/** @param {typeof PROGRAMS} missing */
async function provide(missing) {
  if (!existsSync('/usr/bin/apt-get')) throw new Error(advice(missing));
  try {
    if (process.getuid?.() === 0) await installPrograms(missing);
    else await unpackPrograms(missing);
  } catch (error) {
    throw new Error(`${error instanceof Error ? error.message : error}\n${advice(missing)}`);
  }
}

/** @param {typeof PROGRAMS} missing */
function advice(missing) {
  const names = missing.map(({ name }) => name).join(', ');
  const debian = missing.flatMap((program) => program.debian).join(' ');
  const brew = missing.map((program) => program.brew).join(' ');
  return `Missing: ${names}. Debian: sudo apt install ${debian}. macOS: brew install ${brew}`;
}
