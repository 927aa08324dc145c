import { parseArgs } from 'node:util';
import type { Rounds } from './figure.ts';

const WARM_UPS = 5;

/**
 * What was asked for on the command line.
 * @param names of the figures there are
 * @throws {Error} with how to ask
 */
export function optionsOf(args: string[], names: string[], maxRounds: number): Rounds & { only: string[] } {
  const { values } = parseArgs({
    args,
    options: { only: { type: 'string', multiple: true }, repeats: { type: 'string', default: '30' } },
  });
  const { only = names } = values;
  const repeats = Number(values.repeats);
  const isCount = Number.isInteger(repeats) && repeats >= 1 && WARM_UPS + repeats <= maxRounds;
  if (isCount && only.every((name) => names.includes(name))) return { only, warmUps: WARM_UPS, repeats };
  throw new Error(`npm run bench -- [--only <${names.join('|')}>]… [--repeats <1 to ${maxRounds - WARM_UPS}>]`);
}
