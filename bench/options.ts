import { parseArgs } from 'node:util';
import type { Rounds } from './figure.ts';

const WARM_UPS = 5;
const MOST_PEOPLE = 5000;

const isBetween = (least: number, count: number, most: number) =>
  Number.isInteger(count) && count >= least && count <= most;

/** What there is to be asked for. */
export interface Offer {
  figures: string[];
  /** The figures of each peer. */
  peers: Record<string, string[]>;
  maxRounds: number;
}

/** What was asked for; without a peer it is figures against floors. `people` are those with a page open at the same time. */
export type Wish = Rounds & { only: string[]; peer: string | null; people: number };

/**
 * What was asked for on the command line.
 * @throws {Error} with how to ask
 */
export function optionsOf(args: string[], offer: Offer): Wish {
  const { values } = parseArgs({
    args,
    options: {
      only: { type: 'string', multiple: true },
      repeats: { type: 'string', default: '30' },
      people: { type: 'string', default: '200' },
      peer: { type: 'string' },
    },
  });
  const { peer = null } = values;
  const names = peer === null ? offer.figures : (offer.peers[peer] ?? []);
  const { only = names } = values;
  const [repeats, people] = [Number(values.repeats), Number(values.people)];
  const isCount = isBetween(1, repeats, offer.maxRounds - WARM_UPS) && isBetween(1, people, MOST_PEOPLE);
  const isKnown = only.length > 0 && only.every((name) => names.includes(name));
  if (isCount && isKnown) return { only, peer, warmUps: WARM_UPS, repeats, people };
  throw new Error(usage(offer));
}

function usage({ figures, peers, maxRounds }: Offer): string {
  const repeats = `[--repeats <1 to ${maxRounds - WARM_UPS}>]`;
  const lines = Object.entries(peers).map(
    ([peer, names]) => `--peer ${peer} [--only <${names.join('|')}>]… ${repeats}`,
  );
  return [`[--only <${figures.join('|')}>]… ${repeats} [--people <1 to ${MOST_PEOPLE}>]`, ...lines]
    .map((line) => `npm run bench -- ${line}`)
    .join('\n');
}
