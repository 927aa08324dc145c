import { type Ask, Line } from './crowd-line.ts';

// The process that asks for many people at once: by itself, so that what it takes to ask is not taken from who is asked.

/** Who is here: what each of them asks, in turn. */
export interface Arrival {
  url: string;
  people: Ask[][];
}

/** All of them ask, each as soon as they have been answered, until so many were. */
export interface Rush {
  requests: number;
}

export type Report = { milliseconds: number; latenciesMs: number[] } | { error: string };

interface Person {
  line: Line;
  asks: Ask[];
  asked: number;
}

let people: Person[] = [];

process.on('message', (message: Arrival | Rush) => {
  void reportOf(message)
    .catch((error: unknown) => ({ error: error instanceof Error ? error.message : String(error) }))
    .then((report) => process.send?.(report));
});
process.on('disconnect', () => process.exit());

async function reportOf(message: Arrival | Rush): Promise<Report> {
  if ('requests' in message) return rush(message.requests);
  // Not all of them want the same at the same time.
  people = message.people.map((asks, i) => ({ line: new Line(message.url), asks, asked: i }));
  return { milliseconds: 0, latenciesMs: [] };
}

async function rush(requests: number): Promise<Report> {
  await Promise.all(people.map(({ line }) => line.open()));
  const latenciesMs: number[] = [];
  let left = requests;
  const ask = async (person: Person) => {
    while (left > 0) {
      left -= 1;
      const askedAt = performance.now();
      await person.line.ask(next(person));
      latenciesMs.push(performance.now() - askedAt);
    }
  };
  const startedAt = performance.now();
  await Promise.all(people.map(ask));
  return { milliseconds: performance.now() - startedAt, latenciesMs };
}

function next(person: Person): Ask {
  const ask = person.asks[person.asked % person.asks.length];
  if (!ask) throw new Error('Somebody has nothing to ask');
  person.asked += 1;
  return ask;
}
