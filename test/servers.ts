import { runSteps } from './run/step.ts';
import { unitAndMail } from './run/steps.ts';

process.exitCode = await runSteps([unitAndMail(['servers.test.ts', ...process.argv.slice(2)])]);
