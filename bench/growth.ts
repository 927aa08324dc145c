import type { Rounds } from './figure.ts';
import { HttpClient } from './http-client.ts';
import { load, machine } from './machine.ts';
import { anAccount } from './mailboxes.ts';
import { type Contender, interleave } from './measure.ts';
import { plot } from './plot.ts';
import { type Site, startSite } from './site.ts';
import { median } from './statistics.ts';

const SIZES = [100, 1000, 10_000];
const MOST_MINUTES = 100;

/** What one more message costs the first page: the same page of mailboxes of several sizes, in turn. */
export async function growthFigures(rounds: Rounds): Promise<void> {
  const site = await startSite();
  try {
    const contenders = await Promise.all(SIZES.map((messages) => firstPageOf(site, messages)));
    const medians = (await interleave(contenders, rounds)).map(median);
    const points = SIZES.map((size, i) => ({ label: size.toLocaleString('en'), value: medians[i] ?? Number.NaN }));
    console.log(`\n${machine()}, ${load()}; ${rounds.repeats} repeats\n`);
    console.log(plot('first page in ms (median), by messages in the folder', points));
    const [least = Number.NaN, most = Number.NaN] = [medians[0], medians.at(-1)];
    const perMessageUs = ((most - least) * 1000) / ((SIZES.at(-1) ?? 0) - (SIZES[0] ?? 0));
    console.log(
      `\none more message costs ${perMessageUs.toFixed(2)} µs; ${(most / least).toFixed(2)} times the smallest`,
    );
  } finally {
    await site.stop();
  }
}

async function firstPageOf({ server, url }: Site, messages: number): Promise<Contender> {
  const user = await anAccount(server, { messages, minutes: Math.min(messages / 2, MOST_MINUTES) });
  const client = await HttpClient.signIn(url, user);
  return async () => (await client.get('/api/messages?folder=inbox&limit=50')).lastByteMs;
}
