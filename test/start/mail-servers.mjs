import { existsSync } from 'node:fs';
import { unpackedServer } from '#test/programs.mjs';
import { unpackPackages } from './unpack-packages.mjs';

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
    const folder = unpackedServer(name);
    try {
      if (!existsSync(folder)) await unpackPackages(name, { packages, needless: NEEDLESS, folder });
    } catch (error) {
      console.log(`No ${name}, ${CONSEQUENCE}: ${error instanceof Error ? error.message : error}`);
    }
  }
  if (process.getuid?.() !== 0) console.log(`No courier, ${CONSEQUENCE}: only root can run it`);
}
