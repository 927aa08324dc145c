// Imported first by a process whose memory is measured: on SIGUSR2 it collects its garbage and writes down what is left.
import { renameSync, writeFileSync } from 'node:fs';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc');

process.on('SIGUSR2', () => {
  // Before the collection, which is not the work of the process.
  const { user, system } = process.cpuUsage();
  const cpuMs = (user + system) / 1000;
  // Once more for what only a finalizer lets go of.
  for (let i = 0; i < 3; i += 1) collectGarbage();
  const path = String(process.env.LAMPLIGHT_MEMORY);
  writeFileSync(`${path}.new`, JSON.stringify({ ...process.memoryUsage(), cpu: cpuMs }));
  renameSync(`${path}.new`, path);
});
