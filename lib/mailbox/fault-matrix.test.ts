import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { commandsOf, runCell } from '#test/faults/cell.ts';
import { CIRCUMSTANCES, placeFor } from '#test/faults/circumstance.ts';
import { faultsAt } from '#test/faults/faults.ts';
import { labelsOf } from '#test/faults/labels.ts';
import { aTemplate, type Template } from '#test/faults/scene.ts';
import { Matrix } from '#test/faults/table.ts';
import { VERBS } from '#test/faults/verbs.ts';

// Nothing of ours happens by itself: `tidy` runs when a cell says so.
beforeAll(() => void vi.useFakeTimers({ toFake: ['setTimeout'] }));
afterAll(() => void vi.useRealTimers());

const matrix = new Matrix();

for (const circumstance of CIRCUMSTANCES) {
  const isFirst = circumstance === CIRCUMSTANCES[0];
  const place = await placeFor(circumstance);
  const verbs = VERBS.filter(({ name }) => circumstance.verbs.includes(name));
  const templates: { template: Template; commands: string[] }[] = [];
  for (const verb of verbs) {
    const template = await aTemplate(place, verb);
    templates.push({ template, commands: await commandsOf(template) });
  }

  describe(circumstance.name, () => {
    beforeAll(() => place.enter());

    for (const { template, commands } of templates) {
      const labels = labelsOf(commands);
      const cells = commands.flatMap((command, nth) => faultsAt(command, { isFirst }).map((fault) => ({ nth, fault })));

      test(`${template.verb.name} sends commands`, () => expect(cells).not.toEqual([]));

      for (const { nth, fault } of cells) {
        const row = `${template.verb.name} | ${nth + 1} ${labels[nth]}`;
        matrix.plan(circumstance.name, row, fault.name);
        test.concurrent(`${row} | ${fault.name}`, async () => {
          matrix.note(circumstance.name, row, fault.name, await runCell(template, nth, fault));
        });
      }
    }
  });
}

test('docs/faults.md says what becomes of each verb at each fault', async () => {
  await expect(matrix.page()).toMatchFileSnapshot('../../docs/faults.md');
});
