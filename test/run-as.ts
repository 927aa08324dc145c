import { execFileSync } from 'node:child_process';
import { statSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { dirname, resolve } from 'node:path';

/** Whom the mail server's processes run as. */
export interface RunAs {
  user: string;
  group: string;
  uid: number;
  gid: number;
}

/** Ourselves; for root `nobody`, because Dovecot serves no mail as root. */
export function runAs(): RunAs {
  const { username, uid, gid } = userInfo();
  if (uid !== 0) return { user: username, group: id('-gn', username), uid, gid };
  const user = 'nobody';
  return { user, group: id('-gn', user), uid: Number(id('-u', user)), gid: Number(id('-g', user)) };
}

function id(option: string, user: string): string {
  return execFileSync('id', [option, user], { encoding: 'utf8' }).trim();
}

/** A Unix socket's path has at most 104 bytes (macOS; Linux 108), and Dovecot's longest name below its folder takes 60. */
const LONGEST_FOLDER = 44;

/** The project's `.cache`, or the system's folder where the mail server could not live in it. */
export function cacheFolderFor({ uid }: RunAs): string {
  const cache = resolve('.cache');
  const isReachable = uid === process.getuid?.() || [...parents(cache)].every(isOpenToAll);
  return isReachable && cache.length <= LONGEST_FOLDER ? cache : tmpdir();
}

function* parents(path: string): Generator<string> {
  for (let folder = dirname(path); ; folder = dirname(folder)) {
    yield folder;
    if (folder === dirname(folder)) return;
  }
}

/** Whether everybody may pass through. */
function isOpenToAll(folder: string): boolean {
  return (statSync(folder).mode & 0o001) !== 0;
}
