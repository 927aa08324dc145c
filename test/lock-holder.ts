import { closeSync, openSync, rmSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { withLock } from '#lib/platform/lock.ts';

// A process that takes a lock again and again, and makes a file while it has it, which fails when another is at it.
// It says when it is ready. Arguments: the lock, the file, how often, for how many milliseconds, and how long its lease is.
const [name = '', file = '', times = '1', holdMs = '1', leaseMs = '1000'] = process.argv.slice(2);

console.log('ready');
for (let turn = 0; turn < Number(times); turn += 1) {
  await withLock(name, hold, { leaseMs: Number(leaseMs) });
}
process.exit(0);

async function hold(): Promise<void> {
  closeSync(openSync(file, 'wx'));
  await pause(Number(holdMs));
  rmSync(file);
}
