// What `npm run demo`, `dev`, `test`, `test:phone`, `servers`, `e2e` and `bench` begin with: brings all that they need onto
// this machine, then hands over. Plain Node, because it runs before anything is installed.
import { spawn } from 'node:child_process';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { provideMailServers } from './start/mail-servers.mjs';
import { complaintAboutNode, installPackages } from './start/packages.mjs';
import { providePrograms } from './start/programs.mjs';

/** The script of each command, the programs that it cannot do without, and whether it wants the mail servers beside Dovecot. */
const COMMANDS = {
  demo: { script: 'test/demo.ts', programs: ['dovecot', 'openssl'] },
  dev: { script: 'test/dev.ts', programs: ['dovecot', 'openssl'] },
  test: {
    script: 'test/run.ts',
    programs: ['dovecot', 'openssl', 'chromium', 'sox', 'ffmpeg', 'redis-server', 'nginx'],
    allMailServers: true,
  },
  servers: { script: 'test/servers.ts', programs: ['dovecot', 'openssl'], allMailServers: true },
  model: { script: 'test/model.ts', programs: ['dovecot', 'openssl'], allMailServers: true },
  e2e: { script: 'test/e2e.ts', programs: ['dovecot', 'openssl', 'chromium', 'redis-server'] },
  phone: { script: 'test/phone.ts', programs: ['dovecot', 'openssl', 'chromium'] },
  bench: { script: 'bench/run.ts', programs: ['dovecot', 'openssl', 'chromium'] },
};

const CHECK_MS = 500;

process.chdir(fileURLToPath(new URL('..', import.meta.url)));

const [name, ...rest] = process.argv.slice(2);
const command = COMMANDS[name];
if (!command) fail(`Which of ${Object.keys(COMMANDS).join(', ')}?`);

try {
  const complaint = complaintAboutNode();
  if (complaint) throw new Error(complaint);
  await installPackages();
  const environment = await providePrograms(command.programs);
  if (command.allMailServers) await provideMailServers();
  handOver(command.script, rest, environment);
} catch (error) {
  fail(error.message);
}

/** Signals are the script's to act on: we wait for its end, and see to it that it does when npm is gone. */
function handOver(script, args, environment) {
  const options = ['--conditions=react-server', '--import', './test/with-parent.mjs', '--import', 'tsx'];
  const child = spawn(process.execPath, [...options, script, ...args], {
    env: { ...process.env, ...environment, LAMPLIGHT_STARTER: String(process.pid) },
    stdio: 'inherit',
  });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  const npm = process.ppid;
  setInterval(() => process.ppid === npm || child.kill('SIGTERM'), CHECK_MS).unref();
  child.on('exit', (code) => {
    process.exitCode = code ?? 1;
  });
}

function fail(complaint) {
  console.error(complaint);
  process.exit(1);
}
