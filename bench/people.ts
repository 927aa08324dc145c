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
/** Different ones, each of a minute, of which a person hears the beginning, piece by piece. */
const SOUNDS = 3;
const PIECES = 5;
const PIECE_BYTES = 65_536;

/** A hundred people with a mailbox each. */
export async function people({ server }: Site): Promise<MailUser[]> {
  const users: MailUser[] = [];
  while (users.length < HOW_MANY) users.push(await anAccount(server, MAILBOX));
  return users;
}

/** The same people with the portal's page open: four lists, then the next piece of a sound. */
export async function listeningPeople({ url }: Site, users: MailUser[]): Promise<Crowd> {
  const asks = await eachOf(users, async (user) => {
    const client = await HttpClient.signIn(url, user);
    const { messages } = await client.json<MessagePage>(`/api/messages?limit=${SOUNDS}`);
    client.close();
    const sounds = messages.flatMap(({ id }) => Array.from({ length: PIECES }, (_, i) => piece(client, id, i)));
    return sounds.flatMap((sound) => [...Array.from({ length: LISTS_PER_SOUND }, () => list(client)), sound]);
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
  return Crowd.gather('refused at once', url, asks);
}

/** Some at a time, for signing in is work. */
export async function eachOf<T>(users: MailUser[], visit: (user: MailUser) => Promise<T>): Promise<T[]> {
  const results: T[] = [];
  for (let i = 0; i < users.length; i += 4) results.push(...(await Promise.all(users.slice(i, i + 4).map(visit))));
  return results;
}

const list = ({ cookie }: HttpClient): Ask => ({ path: '/api/messages?limit=50', headers: { cookie }, status: 200 });

function piece({ cookie }: HttpClient, id: string, nth: number): Ask {
  const range = `bytes=${nth * PIECE_BYTES}-${(nth + 1) * PIECE_BYTES - 1}`;
  return { path: `/api/messages/${id}/recording`, headers: { cookie, range }, status: 206 };
}
