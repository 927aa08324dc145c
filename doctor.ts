import { consult } from './lib/doctor/consult.ts';

// The report tells; log lines would stand in between.
process.env.LOG_LEVEL = 'silent';
process.once('SIGINT', () => process.exit(130));

const exitCode = await consult({
  args: process.argv.slice(2),
  environment: process.env,
  input: process.stdin,
  hasColours: process.stdout.isTTY === true && process.env.NO_COLOR === undefined,
  say: (text) => void process.stdout.write(text),
  tell: (text) => void process.stderr.write(text),
});

// What still listens, such as a connection to Redis, would keep the process; what was said must be out first.
process.stdout.write('', () => process.exit(exitCode));
