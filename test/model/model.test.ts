import { expect, test } from 'vitest';
import { aMailbox, pointSettingsAt } from '#test/mailbox.ts';
import { Lamplight } from './lamplight.ts';
import { play } from './run.ts';
import { build, setScene } from './stage.ts';

const STEPS = Number(process.env.MODEL_STEPS ?? 10_000);
const SEED = Number(process.env.MODEL_SEED ?? Math.floor(Math.random() * 2 ** 31));
const MAX_MESSAGES = 12;

test.each(['ami'] as const)('%s', { timeout: 600_000 }, async (mode) => {
  const { server, user, password } = await aMailbox();
  pointSettingsAt(server, { MAX_MESSAGES: String(MAX_MESSAGES) });
  const stage = await build({ host: server.host, port: server.port, user, password });
  const portal = new Lamplight({ user, password });
  const from = performance.now();
  const outcome = await play(
    () => setScene(stage, portal, mode, MAX_MESSAGES),
    { steps: STEPS, seed: SEED },
    process.env.ONLY ? { steps: process.env.ONLY.split(',') } : {},
  );
  process.stdout.write(
    `model ${mode}: ${outcome.steps} steps in ${outcome.sequences} sequences, seed ${SEED}, ${Math.round(performance.now() - from)} ms\n`,
  );
  stage.close();
  expect(outcome.failure).toBe(null);
});
