import { factorCommand } from './lib/auth/factor-command.ts';

// What was done is said; log lines would stand in between.
process.env.LOG_LEVEL = 'silent';

try {
  process.exitCode = await factorCommand(process.argv.slice(2), (text) => void process.stdout.write(`${text}\n`));
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : 'The command failed'}\n`);
  process.exitCode = 2;
}
