import { parseArgs } from 'node:util';
import { runSteps } from './run/step.ts';
import { unitAndMail } from './run/steps.ts';

const { values } = parseArgs({
  options: { steps: { type: 'string' }, seed: { type: 'string' }, server: { type: 'string' } },
});

for (const [name, value] of Object.entries(values)) process.env[`MODEL_${name.toUpperCase()}`] = value;

process.exitCode = await runSteps([unitAndMail(['test/model/model.test.ts'])]);
