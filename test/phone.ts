import { phoneRunOf } from './pbx/options.ts';
import { runSteps } from './run/step.ts';
import { phone } from './run/steps.ts';

process.exitCode = await runSteps([phone(phoneRunOf(process.argv.slice(2)))]);
