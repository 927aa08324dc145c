import { chownSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { build } from '#test/build.ts';
import { aMessage } from '#test/builders.ts';
import { startNode, stopChildren } from '#test/child.ts';
import { freePort } from '#test/free-port.ts';
import { imapClient } from '#test/imap-client.ts';
import { type MailServer, type MailUser, startMailServer } from '#test/mail-server.ts';
import { startPortal } from '#test/portal.ts';
import { runAs } from '#test/run-as.ts';
import { HttpClient } from './http-client.ts';
import { load, machine } from './machine.ts';
import { idleLoad, type Memory, memoryOf, tellingMemory } from './memory.ts';
import { OpenPage } from './open-page.ts';
import { plot } from './plot.ts';
import { median, p95 } from './statistics.ts';

/** So many at once sign in: the mail server forks a process for each. */
const AT_ONCE = 8;
/** The first few make a process load and compile what all others use. */
const WARM_UPS = 10;
const SIGN_IN_MS = 60_000;
/** A server without a free inotify instance tells nothing by itself: then it is our own look that finds out, every 15 s. */
const HINT_MS = 120_000;
/** Twenty messages a second for all of them together: more would measure the mail server. */
const BETWEEN_MS = 50;
const LIVE = '{"live":true}';
const MB = 1024 * 1024;

interface PeopleResult {
  people: number;
  /** The whole process with so many live pages. */
  growth: ({ people: number } & Memory)[];
  /** Each per person: with a warm connection, with a live page too, of that the heap, and the floor. */
  signedInBytes: number;
  liveBytes: number;
  liveHeapBytes: number;
  floorBytes: number;
  /** Of a core, by all pages together while nothing happens. */
  loadPerMille: number;
  heard: number;
  hintsMs: number[];
}

/** A mail server for so many, the portal as in production, and the floor beside it. */
interface Stage {
  server: MailServer;
  url: string;
  portalMemory: () => Promise<Memory>;
  floorUrl: string;
  floorMemory: () => Promise<Memory>;
}

/**
 * Signs in so many people, opens a live page for each, delivers a message to each, and counts what the pages heard.
 * @returns memory per person, with a warm connection and with a live page, and of the floor
 */
async function measurePeople(people: number): Promise<PeopleResult> {
  await build();
  const server = await startMailServer({ processes: 3 * (people + WARM_UPS) + 100 });
  try {
    return await measureOn(await stageOn(server), people);
  } finally {
    await stopChildren();
    await server.stop();
  }
}

async function stageOn(server: MailServer): Promise<Stage> {
  const [port, floorPort] = [await freePort(), await freePort()];
  const portal = await startPortal(server, {
    port,
    mode: 'production',
    name: 'people',
    settings: { ...tellingMemory('people'), LOG_LEVEL: 'warn', IMAP_MAX_CONNECTIONS: '100000' },
  });
  const floor = startNode('people-floor', ['bench/people-floor.ts'], {
    ...tellingMemory('people-floor'),
    NODE_ENV: 'production',
    FLOOR_PORT: String(floorPort),
    FLOOR_IMAP_PORT: String(server.port),
  });
  const floorUrl = `http://127.0.0.1:${floorPort}`;
  while (
    !(await fetch(floorUrl).then(
      ({ ok }) => ok,
      () => false,
    ))
  );
  return {
    server,
    url: portal.url,
    portalMemory: () => memoryOf('people', portal.pid),
    floorUrl,
    floorMemory: () => memoryOf('people-floor', floor.pid),
  };
}

async function measureOn(stage: Stage, people: number): Promise<PeopleResult> {
  const { server, url, portalMemory, floorMemory } = stage;
  const users = Array.from({ length: people + WARM_UPS }, (_, i) => newUser(server, i));
  await inGroups(users, (user) => makeInbox(server, user));
  const [warm, rest] = [users.slice(0, WARM_UPS), users.slice(WARM_UPS)];
  const pages = await openPages(url, await inGroups(warm, (user) => signIn(url, user)));
  const before = await portalMemory();
  const growth = [{ people: 0, ...before }];
  let signedInBytes = 0;
  for (const [from, to] of steps(people)) {
    const cookies = await inGroups(rest.slice(from, to), (user) => signIn(url, user));
    signedInBytes += (await portalMemory()).rssBytes - (growth.at(-1) ?? before).rssBytes;
    pages.push(...(await openPages(url, cookies)));
    growth.push({ people: to, ...(await portalMemory()) });
  }
  const live = growth.at(-1) ?? before;
  const loadPerMille = await idleLoad(portalMemory);
  const hintsMs = await deliverToAll(server, rest, pages.slice(WARM_UPS));
  for (const page of pages) page.close();
  return {
    people,
    growth,
    signedInBytes: signedInBytes / people,
    liveBytes: (live.rssBytes - before.rssBytes) / people,
    liveHeapBytes: (live.heapBytes - before.heapBytes) / people,
    floorBytes: await measureFloor(stage, warm, rest, floorMemory),
    loadPerMille,
    heard: hintsMs.length,
    hintsMs,
  };
}

/** From how many to how many: memory is looked at after each. */
function steps(people: number): [number, number][] {
  const ends = [...[10, 50, 100, 200, 500].filter((end) => end < people), people];
  return ends.map((end, i) => [ends[i - 1] ?? 0, end]);
}

async function measureFloor({ floorUrl }: Stage, warm: MailUser[], rest: MailUser[], memory: Stage['floorMemory']) {
  const open = async ({ name, password }: MailUser) =>
    live(new OpenPage(`${floorUrl}/${encodeURIComponent(`${name}:${password}`)}`));
  const pages = await inGroups(warm, open);
  const before = await memory();
  pages.push(...(await inGroups(rest, open)));
  const after = await memory();
  for (const page of pages) page.close();
  return (after.rssBytes - before.rssBytes) / rest.length;
}

/** As a browser does: the form, and the list. @returns the cookies */
async function signIn(url: string, user: MailUser): Promise<string> {
  const client = await HttpClient.signIn(url, user);
  await client.get('/api/messages?folder=inbox&limit=50');
  client.close();
  return client.cookie;
}

function openPages(url: string, cookies: string[]): Promise<OpenPage[]> {
  return inGroups(cookies, (cookie) => live(new OpenPage(`${url}/api/events`, cookie)));
}

async function live(page: OpenPage): Promise<OpenPage> {
  if ((await page.hears(LIVE, SIGN_IN_MS)) === null) throw new Error('A page does not become live');
  return page;
}

/** @returns how long after its delivery each hint came; one for each that came at all */
async function deliverToAll(server: MailServer, users: MailUser[], pages: OpenPage[]): Promise<number[]> {
  for (const page of pages) page.forget();
  const waits = users.map(async (user, i) => {
    await pause(i * BETWEEN_MS);
    const startedAt = performance.now();
    drop(server, user);
    const heardAt = await pages[i]?.hears('event: changed', HINT_MS);
    return heardAt ? heardAt - startedAt : null;
  });
  return (await Promise.all(waits)).filter((wait) => wait !== null);
}

/** As a delivery agent does: written beside, and moved in. */
function drop(server: MailServer, { name }: MailUser): void {
  const maildir = server.maildirOf(name);
  const { raw } = aMessage();
  const file = `${Date.now()}.P1.lamplight,S=${raw.length}`;
  writeFileSync(join(maildir, 'tmp', file), raw);
  chownSync(join(maildir, 'tmp', file), runAs().uid, runAs().gid);
  renameSync(join(maildir, 'tmp', file), join(maildir, 'new', file));
}

/** The Maildir is Dovecot's to make. */
async function makeInbox(server: MailServer, user: MailUser): Promise<void> {
  const imap = await imapClient(server, user);
  await imap.mailboxOpen('INBOX');
  await imap.logout();
}

function newUser(server: MailServer, i: number): MailUser {
  const user = { name: `person-${i}`, password: 'secret' };
  server.addUser(user);
  return user;
}

async function inGroups<T, R>(all: T[], work: (one: T) => Promise<R>): Promise<R[]> {
  const done: R[] = [];
  for (let i = 0; i < all.length; i += AT_ONCE) done.push(...(await Promise.all(all.slice(i, i + AT_ONCE).map(work))));
  return done;
}

/** Measures, and prints a table and how memory grows. @throws {Error} when a page did not hear of its message */
export async function peopleFigures(people: number): Promise<void> {
  const result = await measurePeople(people);
  console.log(`\n${machine()}, ${load()}\n\n${tableOfPeople(result)}\n`);
  const points = result.growth.map((point) => ({ label: `${point.people}`, value: point.rssBytes / MB }));
  console.log(plot('memory of the process in MB, by people with a live page', points));
  if (result.heard < people) throw new Error(`Hints were lost: ${people - result.heard} of ${people}`);
}

function tableOfPeople(result: PeopleResult): string {
  const { people, signedInBytes, liveBytes, liveHeapBytes, floorBytes, loadPerMille, heard, hintsMs } = result;
  const columns: [string, string][] = [
    ['people', String(people)],
    ['signed in', inMb(signedInBytes)],
    ['and live', inMb(liveBytes)],
    ['of it heap', inMb(liveHeapBytes)],
    ['floor', inMb(floorBytes)],
    ['ratio', (liveBytes / floorBytes).toFixed(2)],
    ['of a core, idle', `${(loadPerMille / 10).toFixed(1)} %`],
    ['hints', `${heard} of ${people}`],
    ['after, median', inSeconds(median(hintsMs))],
    ['p95', inSeconds(p95(hintsMs))],
  ];
  const line = (cells: string[]) => `| ${cells.join(' | ')} |`;
  return [
    line(columns.map(([title]) => title)),
    line(columns.map(() => '---:')),
    line(columns.map(([, value]) => value)),
  ].join('\n');
}

const inMb = (bytes: number) => `${(bytes / MB).toFixed(3)} MB`;
const inSeconds = (milliseconds: number) => `${(milliseconds / 1000).toFixed(1)} s`;
