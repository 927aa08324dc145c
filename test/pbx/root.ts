import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { resolve } from 'node:path';
import { findProgram } from '#test/programs.mjs';
import { installPrograms } from '#test/start/install.mjs';
import { runLogged } from '#test/start/run-logged.mjs';

/** Kept between runs, for it takes a minute or two to make. */
const ROOT = resolve('.cache/asterisk');

/** The last Debian that builds app_voicemail with IMAP storage. */
const SUITE = 'bullseye';
const PACKAGES = ['asterisk', 'asterisk-voicemail-imapstorage', 'asterisk-core-sounds-en-gsm'];

/** Why the phone bench cannot run here; `null` when it can. */
export function whyNoBench(): string | null {
  if (process.platform !== 'linux') return 'the phone bench needs Linux: it runs Asterisk in a Debian of its own';
  if (process.getuid?.() !== 0) return 'the phone bench needs root: it runs Asterisk in a Debian of its own';
  const { status } = spawnSync('unshare', ['--mount', '--pid', '--fork', 'true']);
  return status === 0 ? null : 'the phone bench needs the right to mount: it runs Asterisk in a Debian of its own';
}

/**
 * A folder with a Debian in it that has Asterisk with IMAP storage, made when it is not there yet.
 * @throws {Error} when it cannot run here, or with what debootstrap said
 */
export async function provideRoot(): Promise<string> {
  const complaint = whyNoBench();
  if (complaint) throw new Error(complaint);
  if (existsSync(ROOT)) return ROOT;
  // Another suite has debootstrap's script, its keys and its mirror; half a Debian must never look like a whole one.
  const draft = `${ROOT}-unfinished`;
  rmSync(draft, { recursive: true, force: true });
  mkdirSync(draft, { recursive: true });
  if (!findProgram('debootstrap')) await installPrograms([{ debian: ['debootstrap'] }]);
  const options = ['--variant=minbase', `--include=${PACKAGES.join(',')}`];
  // It mounts /proc in there: out of sight of the machine, should it be cut short.
  const unseen = ['--mount', '--propagation', 'private', 'debootstrap'];
  await runLogged('Unpacking a Debian with Asterisk', 'unshare', [...unseen, ...options, SUITE, draft]);
  renameSync(draft, ROOT);
  return ROOT;
}

/** A number of Debian's own choosing. */
export function asteriskIds(root: string): { uid: number; gid: number } {
  const ask = (option: string) =>
    Number(spawnSync('chroot', [root, 'id', option, 'asterisk'], { encoding: 'utf8' }).stdout);
  return { uid: ask('-u'), gid: ask('-g') };
}
