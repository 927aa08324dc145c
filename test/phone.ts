import { runSteps } from './run/step.ts';
import { phone } from './run/steps.ts';

process.exitCode = await runSteps([phone(process.argv.slice(2))]);
