import type { Figure } from './figure.ts';
import { listeningPeople, people, refusedPeople } from './people.ts';

/** Answered in each round: long enough that the last of a hundred people does not matter. */
export const RUSH = 500;

/** How long one request takes of the whole machine's time when a hundred people ask at once. */
export const throughput: Figure = {
  name: 'throughput',
  title: 'a request of 100 people, 4 lists : 1 sound',
  async prepare(site) {
    const users = await people(site);
    const [crowd, refused] = [await listeningPeople(site, users), await refusedPeople(site, users)];
    return {
      portal: () => crowd.rush(RUSH),
      floors: { 'empty Next answer': () => refused.rush(RUSH) },
      notes: (repeats) => [crowd.summary(repeats), refused.summary(repeats)],
      close: () => {
        crowd.disperse();
        refused.disperse();
      },
    };
  },
};
