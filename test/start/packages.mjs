import { existsSync, readFileSync, statSync } from 'node:fs';
import { runLogged } from './run-logged.mjs';

const LOCK_FILE = 'package-lock.json';
/** npm writes it last of all. */
const INSTALLED = 'node_modules/.package-lock.json';

/** One line when this Node is older than package.json allows, else `null`. */
export function complaintAboutNode() {
  const wanted = JSON.parse(readFileSync('package.json', 'utf8')).engines.node;
  const [major, minor] = wanted.match(/\d+/g).map(Number);
  const [hasMajor, hasMinor] = process.versions.node.split('.').map(Number);
  const isEnough = hasMajor > major || (hasMajor === major && hasMinor >= minor);
  return isEnough ? null : `Lamplight needs Node ${wanted}, and this is ${process.versions.node}: https://nodejs.org`;
}

/** Installs what the lock file names, unless that has been done since it last changed. */
export async function installPackages() {
  if (existsSync(INSTALLED) && statSync(INSTALLED).mtimeMs >= statSync(LOCK_FILE).mtimeMs) return;
  await runLogged('Installing the npm packages', 'npm', ['ci']);
}
