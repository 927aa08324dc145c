import { fetchRecording, SELECT } from './commands.ts';
import { emptyAnswer, type Figure, MANY_WARM_UPS } from './figure.ts';
import { HttpClient } from './http-client.ts';
import { anAccount, TEN_THOUSAND } from './mailboxes.ts';
import { type Contender, inSequence, timed } from './measure.ts';
import { RawImap } from './raw-imap.ts';
import { whenRead } from './read-whole.ts';
import type { Site } from './site.ts';

/** Every round plays another one. */
export const RECORDINGS = TEN_THOUSAND.minutes - 1;

const EMPTY = '/api/messages/none/recording';

export const firstSound: Figure = {
  name: 'first-sound',
  title: 'first audio byte, 1 min gsm',
  async prepare(site) {
    const { client, imap, ids, close } = await listeners(site);
    // Of one that no round plays.
    for (let times = 0; times < MANY_WARM_UPS; times += 1) await firstByte(client, idIn(ids, RECORDINGS));
    const bare: Contender = (round) => timed(() => imap.command(fetchRecording(uidOf(idIn(ids, round)))));
    const empty = emptyAnswer(client, EMPTY);
    return {
      portal: (round) => firstByte(client, idIn(ids, round)),
      floors: {
        'bare FETCH of the part': bare,
        'bare FETCH of the part + empty Next answer': inSequence(bare, empty),
        'empty Next answer': empty,
      },
      close,
    };
  },
};

export const cachedSound: Figure = {
  name: 'cached-sound',
  title: 'first audio byte, played before',
  warmUps: MANY_WARM_UPS,
  async prepare(site) {
    const { client, ids, close } = await listeners(site);
    const id = idIn(ids, 0);
    return {
      portal: () => firstByte(client, id),
      floors: { 'empty Next answer': emptyAnswer(client, EMPTY) },
      close,
    };
  },
};

/** Signed in, with the list in sight, as it is when somebody presses play. */
async function listeners({ server, url }: Site) {
  const user = await anAccount(server, TEN_THOUSAND);
  const client = await HttpClient.signIn(url, user);
  const { messages } = await whenRead(client, `/api/messages?limit=${TEN_THOUSAND.minutes}`);
  const imap = await RawImap.login({ ...server, ...user });
  await imap.command(SELECT);
  const close = () => {
    client.close();
    imap.close();
  };
  return { client, imap, ids: messages.map(({ id }) => id), close };
}

async function firstByte(client: HttpClient, id: string): Promise<number> {
  return (await client.get(`/api/messages/${id}/recording`, 206, { range: 'bytes=0-' })).firstByteMs;
}

const uidOf = (id: string) => id.replace(/.*\./, '');

function idIn(ids: string[], round: number): string {
  const id = ids[round];
  if (id === undefined) throw new Error(`There is no recording for round ${round}`);
  return id;
}
