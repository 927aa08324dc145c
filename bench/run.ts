import { commandsSent } from './bulk-commands.ts';
import { deleteMany, markMany, restoreMany } from './bulk-figures.ts';
import { type Figure, measure, type Rounds } from './figure.ts';
import { load, machine } from './machine.ts';
import { optionsOf } from './options.ts';
import { firstPage, nextPage } from './page-figures.ts';
import { PHONE, phoneFigures } from './phone-figures.ts';
import { startSite } from './site.ts';
import { cachedSound, firstSound, RECORDINGS } from './sound-figures.ts';
import { summary } from './summary-figure.ts';
import { type Comparison, tableOf } from './table.ts';
import { unindexedFolder, unseenFolder } from './unseen-figures.ts';

const BULK: Figure[] = [markMany, deleteMany, restoreMany];
const FIGURES: Figure[] = [
  firstPage,
  nextPage,
  summary,
  firstSound,
  cachedSound,
  unseenFolder,
  unindexedFolder,
  ...BULK,
];

try {
  await run(process.argv.slice(2));
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}

async function run(args: string[]): Promise<void> {
  const names = [...FIGURES.map(({ name }) => name), PHONE];
  const { only, ...rounds } = optionsOf(args, names, RECORDINGS);
  if (only.some((name) => name !== PHONE)) await measureAll(only, rounds);
  if (only.includes(PHONE)) await phoneFigures(rounds.repeats);
}

async function measureAll(only: string[], rounds: Rounds): Promise<void> {
  const site = await startSite();
  try {
    console.log(`${machine()}, ${load()}; ${rounds.repeats} repeats after ${rounds.warmUps} to warm up\n`);
    const comparisons: Comparison[] = [];
    for (const figure of FIGURES.filter(({ name }) => only.includes(name))) {
      comparisons.push(...(await measure(figure, site, rounds)));
      console.error(`measured ${figure.name}, ${load()}`);
    }
    console.log(`\n${tableOf(comparisons)}`);
    if (BULK.some(({ name }) => only.includes(name))) console.log(`\n${await commandsSent(site)}`);
  } finally {
    await site.stop();
  }
}
