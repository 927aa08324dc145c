import { commandsSent } from './bulk-commands.ts';
import { type Figure, measure, type Rounds } from './figure.ts';
import { ALONE, BULK, FIGURES, PEERS } from './figures.ts';
import { load, machine } from './machine.ts';
import { optionsOf } from './options.ts';
import { startSite } from './site.ts';
import { RECORDINGS } from './sound-figures.ts';
import { type Comparison, peerTableOf, tableOf } from './table.ts';

try {
  await run(process.argv.slice(2));
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}

async function run(args: string[]): Promise<void> {
  const peers = Object.fromEntries(Object.entries(PEERS).map(([name, { figures }]) => [name, figures.map(nameOf)]));
  const figures = [...FIGURES.map(nameOf), ...Object.keys(ALONE)];
  const wish = optionsOf(args, { figures, peers, maxRounds: RECORDINGS });
  const { only, peer } = wish;
  const rival = peer === null ? null : PEERS[peer];
  await rival?.provide();
  const measured = (rival?.figures ?? FIGURES).filter(({ name }) => only.includes(name));
  if (measured.length > 0) await measureAll(measured, wish, rival ? peerTableOf : tableOf);
  for (const [name, print] of Object.entries(ALONE)) if (only.includes(name)) await print(wish);
}

function nameOf({ name }: Figure): string {
  return name;
}

async function measureAll(figures: Figure[], rounds: Rounds, tabulate: (comparisons: Comparison[]) => string) {
  const site = await startSite();
  try {
    console.log(`${machine()}, ${load()}; ${rounds.repeats} repeats after ${rounds.warmUps} to warm up\n`);
    const comparisons: Comparison[] = [];
    const notes: string[] = [];
    for (const figure of figures) {
      const measured = await measure(figure, site, rounds);
      comparisons.push(...measured.comparisons);
      notes.push(...measured.notes);
      console.error(`measured ${figure.name}, ${load()}`);
    }
    console.log(['', tabulate(comparisons), ...notes.map((note) => `\n${note}`)].join('\n'));
    if (figures.some((figure) => BULK.includes(figure))) console.log(`\n${await commandsSent(site)}`);
  } finally {
    await site.stop();
  }
}
