import type { MessagePage } from '#lib/api/contract.ts';
import type { MailUser } from '#test/mail-server.ts';
import { Crowd } from './crowd.ts';
import type { Ask } from './crowd-line.ts';
import { HttpClient } from './http-client.ts';
import { anAccount, type Plan } from './mailboxes.ts';
import type { Site } from './site.ts';

const HOW_MANY = 100;
const MAILBOX: Plan = { messages: 200, minutes: 20 };

const LISTS_PER_SOUND = 4;
/** Different ones, each of a minute: 960 kB of WAV. */
const SOUNDS = 10;
const PIECE_BYTES = 65_536;
const MINUTE_BYTES = 960_000;

/** A hundred people with a mailbox each. */
export async function people({ server }: Site): Promise<MailUser[]> {
  const users: MailUser[] = [];
  while (users.length < HOW_MANY) users.push(await anAccount(server, MAILBOX));
  return users;
}

/** The same people with the portal's page open: four lists, then a piece of a sound. */
export async function listeningPeople({ url }: Site, users: MailUser[]): Promise<Crowd> {
  const asks = await eachOf(users, async (user) => {
    const client = await HttpClient.signIn(url, user);
    const { messages } = await client.json<MessagePage>(`/api/messages?limit=${SOUNDS}`);
    client.close();
    return messages.flatMap(({ id }, i) => [
      ...Array.from({ length: LISTS_PER_SOUND }, () => list(client)),
      sound(client, id, i),
    ]);
  });
  return Crowd.gather('Lamplight, lists and sounds', url, asks);
}

/** The same people, whose every wish is refused before anybody asks the mail server. */
export async function refusedPeople({ url }: Site, users: MailUser[]): Promise<Crowd> {
  const asks = await eachOf(users, async (user) => {
    const client = await HttpClient.signIn(url, user);
    client.close();
    return [{ path: '/api/messages?folder=none', headers: { cookie: client.cookie }, status: 400 }];
  });
  return Crowd.gather('empty Next answers', url, asks);
}

/** Some at a time, for signing in is work. */
export async function eachOf<T>(users: MailUser[], visit: (user: MailUser) => Promise<T>): Promise<T[]> {
  const results: T[] = [];
  for (let i = 0; i < users.length; i += 4) results.push(...(await Promise.all(users.slice(i, i + 4).map(visit))));
  return results;
}

const list = ({ cookie }: HttpClient): Ask => ({ path: '/api/messages?limit=50', headers: { cookie }, status: 200 });

function sound({ cookie }: HttpClient, id: string, nth: number): Ask {
  const from = Math.floor((nth / SOUNDS) * (MINUTE_BYTES - PIECE_BYTES));
  const range = `bytes=${from}-${from + PIECE_BYTES - 1}`;
  return { path: `/api/messages/${id}/recording`, headers: { cookie, range }, status: 206 };
}
