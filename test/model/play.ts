import fc from 'fast-check';
import type { Picks, Step } from './choose.ts';
import { CLIENT_STEPS } from './client-steps.ts';
import { judge, Violation } from './judge.ts';
import { PHONE_STEPS } from './phone-steps.ts';
import { PORTAL_STEPS } from './portal-steps.ts';
import { count, type World } from './world.ts';

const STEPS: Record<string, Step> = {
  ...named('portal', PORTAL_STEPS),
  ...named('phone', PHONE_STEPS),
  ...named('client', CLIENT_STEPS),
};

/** How often each is tried: the phone's keys more than the rest, so that sessions delete two and more. */
const WEIGHTS: Record<string, number> = {
  'portal.mark': 2,
  'portal.move': 2,
  'portal.remove': 4,
  'portal.restore': 4,
  'portal.tidy': 2,
  'phone.leave': 3,
  'phone.lift': 5,
  'phone.erase': 6,
  'phone.hangUp': 3,
};

function named(actor: string, steps: Record<string, Step>): Record<string, Step> {
  return Object.fromEntries(Object.entries(steps).map(([name, step]) => [`${actor}.${name}`, step]));
}

const weighted = (names: string[]) => names.flatMap((name) => Array<string>(WEIGHTS[name] ?? 1).fill(name));

/** The invariants to watch, and what may be done: everything unless told. */
export interface Rules {
  watched?: (invariant: string) => boolean;
  steps?: string[];
}

/** One step of somebody's. Printed as what it did. */
class Turn implements fc.AsyncCommand<World, World> {
  #did: string | undefined;

  constructor(
    readonly step: string,
    readonly picks: Picks,
    readonly watched: (invariant: string) => boolean,
  ) {}

  check(): boolean {
    return true;
  }

  async run(world: World): Promise<void> {
    const openedPath = world.call?.phone.path;
    this.#did = `${this.step} ${this.picks.join()}`;
    try {
      const report = await STEPS[this.step]?.(world, this.picks);
      if (!report) return;
      this.#did = report.did;
      world.did.push(report.did);
      world.steps += 1;
      count(world, this.step);
      await judge(world, { report, openedPath }, this.watched);
    } catch (error) {
      if (error instanceof Violation) throw error;
      throw new Error(
        `${this.step} ${this.picks.join()} failed:\n  ${[String(error), 'after:', ...world.did].join('\n  ')}`,
        { cause: error },
      );
    }
  }

  toString(): string {
    return `\n  ${this.#did ?? this.step}`;
  }
}

/** The phone is put down, and the mailbox is left alone for long enough. */
export async function end(world: World, { watched = () => true }: Rules): Promise<void> {
  await new Turn('phone.hangUp', [0, 0, 0, 0], watched).run(world);
  await new Turn('portal.tidy', [0, 0, 0, 0], watched).run(world);
}

/** Sequences of steps, short and long. */
export function turns({ watched = () => true, steps }: Rules): fc.Arbitrary<Iterable<fc.AsyncCommand<World, World>>> {
  const number = fc.nat({ max: 63 });
  const turn = fc
    .tuple(fc.constantFrom(...weighted(steps ?? Object.keys(STEPS))), fc.tuple(number, number, number, number))
    .map(([step, picks]) => new Turn(step, picks, watched));
  return fc.commands([turn], { maxCommands: 60, size: 'max' });
}
