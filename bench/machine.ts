import { execFileSync } from 'node:child_process';
import { arch, availableParallelism, loadavg, platform } from 'node:os';
import { findProgram } from '#test/programs.mjs';

/** On what the figures were measured, in a line. */
export function machine(): string {
  const [dovecot = 'unknown'] = execFileSync(findProgram('dovecot') ?? 'dovecot', ['--version'], {
    encoding: 'utf8',
  }).split(' ');
  return `${availableParallelism()} cores, ${platform()} ${arch()}, Node ${process.version.slice(1)}, Dovecot ${dovecot}`;
}

/** How busy the machine was in the last minute: far above the number of cores the figures are noise. */
export function load(): string {
  return `load ${loadavg()[0]?.toFixed(1)}`;
}
