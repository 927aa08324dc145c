import type { HttpClient } from './http-client.ts';
import { type Contender, interleave } from './measure.ts';
import type { Site } from './site.ts';
import type { Comparison } from './table.ts';

/** Who takes part: the portal, and each floor by the name it has in the table. */
export interface Race {
  portal: Contender;
  floors: Record<string, Contender>;
  /** What else it has found out in its last rounds. */
  notes?(repeats: number): string[];
  close(): void | Promise<void>;
}

export interface Figure {
  /** As in `--only`. */
  name: string;
  /** As in the table. */
  title: string;
  /** At least so many rounds: a portal in use has been asked often enough that its code is compiled. */
  warmUps?: number;
  prepare(site: Site): Promise<Race>;
}

export interface Rounds {
  warmUps: number;
  repeats: number;
}

export interface Measured {
  comparisons: Comparison[];
  notes: string[];
}

/** For what costs little. */
export const MANY_WARM_UPS = 100;

/** Runs one figure: a comparison for each of its floors. */
export async function measure(
  { title, prepare, warmUps = 0 }: Figure,
  site: Site,
  { repeats, ...rounds }: Rounds,
): Promise<Measured> {
  const race = await prepare(site);
  try {
    const [times = [], ...floorTimes] = await interleave([race.portal, ...Object.values(race.floors)], {
      warmUps: Math.max(rounds.warmUps, warmUps),
      repeats,
    });
    const floors = Object.keys(race.floors);
    const comparisons = floors.map((floor, i) => ({ figure: title, times, floor, floorTimes: floorTimes[i] ?? [] }));
    return { comparisons, notes: race.notes?.(repeats) ?? [] };
  } finally {
    await race.close();
  }
}

/**
 * What Next and our session cost by themselves.
 * @param path of a call that the contract refuses with 400, after the session and before anybody asks the mail server
 */
export function emptyAnswer(client: HttpClient, path: string): Contender {
  return async () => (await client.head(path, 400)).lastByteMs;
}
