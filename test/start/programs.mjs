import { existsSync } from 'node:fs';
import { findProgram } from '#test/programs.mjs';
import { installPackages } from './install.mjs';
import { environmentOfUnpacked, unpackPackages } from './unpack.mjs';

/** What Debian and Homebrew call the packages with a program in them. */
const PACKAGES = {
  dovecot: { debian: ['dovecot-imapd'], brew: 'dovecot' },
  openssl: { debian: ['openssl'], brew: 'openssl' },
  chromium: { debian: ['chromium'], brew: 'chromium' },
  sox: { debian: ['sox', 'libsox-fmt-base'], brew: 'sox' },
  ffmpeg: { debian: ['ffmpeg'], brew: 'ffmpeg' },
};

/**
 * Sees to it that the programs can be run: installs Debian's packages, or unpacks them for someone who may not.
 * @param {(keyof typeof PACKAGES)[]} programs
 * @returns {Promise<Record<string, string>>} what the environment needs so that they run
 * @throws {Error} one line that says what to install, and how
 */
export async function providePrograms(programs) {
  const missing = programs.filter((program) => !findProgram(program));
  if (missing.length > 0) await provide(missing);
  return environmentOfUnpacked();
}

/** @param {(keyof typeof PACKAGES)[]} missing */
async function provide(missing) {
  const packages = missing.flatMap((program) => PACKAGES[program].debian);
  try {
    if (!existsSync('/usr/bin/apt-get')) throw new Error('this is no Debian');
    if (process.getuid?.() === 0) await installPackages(packages);
    else await unpackPackages(packages);
  } catch (error) {
    throw new Error(advice(missing, error));
  }
}

/**
 * @param {(keyof typeof PACKAGES)[]} missing
 * @param {unknown} error
 */
function advice(missing, error) {
  const debian = missing.flatMap((program) => PACKAGES[program].debian).join(' ');
  const brew = missing.map((program) => PACKAGES[program].brew).join(' ');
  const reason = error instanceof Error ? `${error.message}\n` : '';
  return `${reason}Missing: ${missing.join(', ')}. Debian: sudo apt install ${debian}. macOS: brew install ${brew}`;
}
