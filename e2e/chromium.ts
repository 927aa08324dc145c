import { findProgram } from '#test/programs.mjs';

const chromium = findProgram('chromium');
if (!chromium) throw new Error('Chromium is missing. Debian: apt install chromium. macOS: brew install chromium');

/** How Debian's Chromium is started; its own sandbox refuses to run as root, as continuous integration mostly does. */
export const LAUNCH = {
  executablePath: chromium,
  args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
};
