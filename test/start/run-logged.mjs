import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream, mkdirSync, readFileSync } from 'node:fs';

const LOGS = '.cache/logs';

/**
 * Runs a program, says so in one line, and keeps what it says in a file.
 * @param {string} title as in "Installing the npm packages"
 * @param {string} program
 * @param {string[]} args
 * @param {{ cwd?: string, env?: Record<string, string | undefined> }} [options]
 * @throws {Error} with what the program said when it fails
 */
export async function runLogged(title, program, args, options = {}) {
  mkdirSync(LOGS, { recursive: true });
  const path = `${LOGS}/${title.toLowerCase().replaceAll(/\W+/g, '-')}.log`;
  const log = createWriteStream(path);
  await once(log, 'open');
  const from = Date.now();
  process.stdout.write(`${title} … `);
  const child = spawn(program, args, { ...options, stdio: ['ignore', log, log] });
  const [code] = await once(child, 'exit');
  process.stdout.write(`${code === 0 ? '' : 'failed after '}${((Date.now() - from) / 1000).toFixed(1)} s\n`);
  if (code !== 0) throw new Error(`${program} ${args.join(' ')} failed:\n${readFileSync(path, 'utf8')}`);
}
