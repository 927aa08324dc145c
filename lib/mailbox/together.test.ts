import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { commandsOf } from '#test/faults/cell.ts';
import { expectNextTryCompletes, expectUnharmed, look } from '#test/faults/checks.ts';
import { CIRCUMSTANCES, placeFor } from '#test/faults/circumstance.ts';
import { labelsOf } from '#test/faults/labels.ts';
import { aScene, aTemplate, CHOSEN, chosenIds } from '#test/faults/scene.ts';
import { actInBetween, anotherProcess } from '#test/faults/together.ts';
import { type Verb, verbNamed } from '#test/faults/verbs.ts';

beforeAll(() => void vi.useFakeTimers({ toFake: ['setTimeout'] }));
afterAll(() => void vi.useRealTimers());

/** The first, and what is done at the same time to the same messages. */
const PAIRS = [
  ['heard', 'new'],
  ['heard', 'remove'],
  ['move', 'move'],
  ['move', 'remove'],
  ['remove', 'remove'],
  ['remove', 'heard'],
  ['restore', 'restore'],
  ['restore', 'purge'],
  ['purge', 'purge'],
].map(([first = '', second = '']) => [verbNamed(first), verbNamed(second)] as const);

const isPurging = (...verbs: Verb[]) => verbs.some(({ to }) => to === null);

for (const circumstance of CIRCUMSTANCES.slice(0, 2)) {
  const place = await placeFor(circumstance);

  describe(circumstance.name, () => {
    beforeAll(() => place.enter());

    describe('two tabs', () => {
      test.each(PAIRS.map((pair) => [`${pair[0].name} and ${pair[1].name}`, ...pair] as const))(
        '%s at once',
        async (_, first, second) => {
          const scene = await aScene(await aTemplate(place, first));
          const ids = await chosenIds(scene.mailbox, first.from);
          const before = await look(scene);
          const answers = await Promise.all([first.act(scene.mailbox, ids), second.act(scene.mailbox, ids)]);
          expect(answers[0]?.failed).toEqual([]);
          expectUnharmed(scene, before, await look(scene), { mayLose: isPurging(first, second) ? CHOSEN : [] });
          await scene.close();
        },
      );
    });
  });

  // Where no session runs each step is as short as can be; the long way is the one to be met on.
  if (circumstance.sessions === 'none') continue;
  for (const [first, second] of PAIRS) {
    const template = await aTemplate(place, first);
    const commands = await commandsOf(template);
    const labels = labelsOf(commands);
    describe(`${circumstance.name}: ${first.name} in one process, ${second.name} in another`, () => {
      beforeAll(() => place.enter());
      test.concurrent.each(labels.map((label, nth) => [label, nth] as const))('before %s', async (_, nth) => {
        const { scene, other, act } = await actInBetween(template, nth, (one) => anotherProcess(one, second));
        const before = await look(scene);
        await act();
        const after = await look(scene);
        expectUnharmed(scene, before, after, { mayLose: isPurging(first, second) ? CHOSEN : [] });
        if (first.to === second.to) await expectNextTryCompletes(scene, first, before);
        await other.close();
        await scene.close();
      });
    });
  }
}
