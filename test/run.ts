import { benchStep } from './run/bench-step.ts';
import { runSteps } from './run/step.ts';
import { browser, buildStep, deadCode, lint, subPath, types, unitAndMail } from './run/steps.ts';

process.exitCode = await runSteps([lint, types, deadCode, unitAndMail(), buildStep, browser(), benchStep(), subPath]);
