import { expect, test } from 'vitest';
import { type Contender, inSequence, interleave } from './measure.ts';

/** Takes as many milliseconds as `base` and the round together, and notes that it ran. */
function runner(name: string, base: number, notes: string[] = []): Contender {
  return async (round) => {
    notes.push(`${name}${round}`);
    return base + round;
  };
}

test('interleave() runs everyone once a round and leaves out the rounds of warming up', async () => {
  const notes: string[] = [];
  const contenders = [runner('a', 10, notes), runner('b', 20, notes)];
  const times = await interleave(contenders, { warmUps: 1, repeats: 2 });
  expect(notes).toEqual(['a0', 'b0', 'a1', 'b1', 'a2', 'b2']);
  expect(times).toEqual([
    [11, 12],
    [21, 22],
  ]);
});

test('inSequence() adds the times of all', async () => {
  expect(await inSequence(runner('a', 10), runner('b', 20))(3)).toBe(36);
});
