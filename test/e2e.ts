import { runSteps } from './run/step.ts';
import { browser, buildStep } from './run/steps.ts';

process.exitCode = await runSteps([buildStep, browser(process.argv.slice(2))]);
