import { setTimeout as pause } from 'node:timers/promises';
import type { MailServer, MailUser } from '#test/mail-server.ts';
import { Crowd } from './crowd.ts';
import { type Figure, MANY_WARM_UPS, type Race } from './figure.ts';
import { HttpClient } from './http-client.ts';
import { AMONG_100K, anAccount, type Plan, TEN_THOUSAND } from './mailboxes.ts';
import { type Contender, inSequence } from './measure.ts';
import { eachOf, listeningPeople, people } from './people.ts';
import { LIST, type Roundcube, signInToRoundcube, startRoundcube } from './roundcube.ts';
import type { RoundcubeSetup } from './roundcube-conf.ts';
import type { Site } from './site.ts';
import { RUSH } from './throughput-figure.ts';

const POLL_MS = 100;
/** Fewer than the portal's, for each takes ten times as long. */
const PEER_RUSH = 200;

const KINDS = { 'Roundcube, caches on': 'cached', 'Roundcube as shipped': 'shipped' } as const;
const SETUPS: RoundcubeSetup[] = [
  ...[2, 4, 8, 16].map((workers) => ({ kind: 'cached' as const, workers })),
  ...[2, 4, 8].map((workers) => ({ kind: 'shipped' as const, workers })),
];

/** One person, who asks for the first page again and again. */
export const peerFirstPage: Figure = {
  name: 'first-page',
  title: 'first page, 50 of 10,000',
  warmUps: MANY_WARM_UPS,
  prepare: (site) => race(site, TEN_THOUSAND, (client) => [list(client)]),
};

/** Roundcube tells the quota with every list. */
export const peerPageAndSummary: Figure = {
  name: 'page-and-summary',
  title: 'first page, then folders, counts and quota',
  warmUps: MANY_WARM_UPS,
  prepare: (site) => race(site, TEN_THOUSAND, (client) => [list(client), ask(client, '/api/mailbox')]),
};

export const peerPageAmongOrdinary: Figure = {
  name: 'page-among-100k',
  title: 'first page, 50 of 1,000 among 100,000 mails',
  prepare: (site) => race(site, AMONG_100K, (client) => [list(client)]),
};

/** A hundred people at once; of Roundcube the setup that answers most. */
export const peerThroughput: Figure = {
  name: 'throughput',
  title: 'a request of 100 people, 4 lists : 1 sound',
  async prepare(site) {
    const users = await people(site);
    const crowd = await listeningPeople(site, users);
    const { best, tried } = await quickest(site.server, users);
    const peer = await occupied(site.server, users, best);
    return {
      portal: () => crowd.rush(RUSH),
      floors: { [`Roundcube's lists, ${titleOf(best)}`]: () => peer.crowd.rush(PEER_RUSH) },
      notes: (repeats) => [crowd.summary(repeats), peer.crowd.summary(repeats), ...tried],
      close: async () => {
        crowd.disperse();
        await peer.stop();
      },
    };
  },
};

const list = (client: HttpClient) => ask(client, '/api/messages?limit=50');
const ask = (client: HttpClient, path: string) => async () => (await client.get(path)).lastByteMs;

async function race({ server, url }: Site, plan: Plan, asks: (client: HttpClient) => Contender[]): Promise<Race> {
  const user = await anAccount(server, plan);
  const portal = await HttpClient.signIn(url, user);
  await allRead(portal);
  const peers: { roundcube: Roundcube; client: HttpClient }[] = [];
  const floors: Race['floors'] = {};
  for (const [title, kind] of Object.entries(KINDS)) {
    const roundcube = await startRoundcube(server, { kind, workers: 4 });
    const client = await signInToRoundcube(roundcube.url, user);
    peers.push({ roundcube, client });
    floors[title] = ask(client, LIST);
  }
  const close = async () => {
    portal.close();
    for (const { client, roundcube } of peers) {
      client.close();
      await roundcube.stop();
    }
  };
  return { portal: inSequence(...asks(portal)), floors, close };
}

/** A portal that still reads a large inbox in the background says so with every page. */
async function allRead(client: HttpClient): Promise<void> {
  while ((await client.json<{ indexing?: object | null }>('/api/messages?limit=50')).indexing) await pause(POLL_MS);
}

/** Tries every setup; what it says of each is for those who doubt the choice. */
async function quickest(server: MailServer, users: MailUser[]): Promise<{ best: RoundcubeSetup; tried: string[] }> {
  const results: { setup: RoundcubeSetup; milliseconds: number }[] = [];
  for (const setup of SETUPS) {
    const { crowd, stop } = await occupied(server, users, setup);
    await crowd.rush(PEER_RUSH);
    results.push({ setup, milliseconds: await crowd.rush(PEER_RUSH) });
    await stop();
  }
  const [first] = results.sort((a, b) => a.milliseconds - b.milliseconds);
  const lines = results.map(({ setup, milliseconds }) => `${titleOf(setup)}: ${(1000 / milliseconds).toFixed(0)}/s`);
  if (!first) throw new Error('No setup of Roundcube was tried');
  return { best: first.setup, tried: [`Roundcube in a single rush, ${lines.join('; ')}`] };
}

/** A Roundcube with all of them signed in. */
async function occupied(server: MailServer, users: MailUser[], setup: RoundcubeSetup) {
  const { url, stop } = await startRoundcube(server, setup);
  const asks = await eachOf(users, async (user) => {
    const client = await signInToRoundcube(url, user);
    client.close();
    return [{ path: LIST, headers: { cookie: client.cookie }, status: 200 }];
  });
  const crowd = await Crowd.gather(`Roundcube, ${titleOf(setup)}`, url, asks);
  return {
    crowd,
    stop: async () => {
      crowd.disperse();
      await stop();
    },
  };
}

const titleOf = ({ kind, workers }: RoundcubeSetup) => `${kind}, ${workers} processes`;
