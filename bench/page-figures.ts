import type { MessagePage } from '#lib/api/contract.ts';
import { HEADER_NAMES } from '#lib/voicemail/headers.ts';
import { fetchRows, SELECT } from './commands.ts';
import { type Connections, connectAll } from './connections.ts';
import { emptyAnswer, type Figure, MANY_WARM_UPS, type Race } from './figure.ts';
import { type Contender, inSequence, timed } from './measure.ts';
import type { RawImap } from './raw-imap.ts';
import { whenRead } from './read-whole.ts';

const FIRST_PAGE = '/api/messages?limit=50';
const EMPTY = '/api/messages?folder=none';

export const firstPage: Figure = {
  name: 'first-page',
  title: 'first page, 50 of 10,000',
  warmUps: MANY_WARM_UPS,
  async prepare(site) {
    const { close, ...connected } = await connectAll(site);
    const { client } = connected;
    const page = await whenRead(client);
    return {
      portal: async () => (await client.get(FIRST_PAGE)).lastByteMs,
      floors: pageFloors(connected, () => page),
      close,
    };
  },
};

/** Every round turns to a page that was not shown before. */
export const nextPage: Figure = {
  name: 'next-page',
  title: 'next page, 50 of 10,000, never shown',
  async prepare(site) {
    const { close, ...connected } = await connectAll(site);
    const { client } = connected;
    let page = await whenRead(client);
    return {
      portal: async () => {
        const { body, lastByteMs } = await client.get(`${FIRST_PAGE}&before=${page.next}`);
        page = JSON.parse(body.toString('utf8'));
        return lastByteMs;
      },
      floors: pageFloors(connected, () => page),
      close,
    };
  },
};

function pageFloors({ client, imap, flow, newcomer }: Connections, shown: () => MessagePage): Race['floors'] {
  const bare = (connection: RawImap, ...before: string[]): Contender => {
    return () => timed(() => connection.commands(...before, fetchRows(uidsOf(shown()))));
  };
  const empty = emptyAnswer(client, EMPTY);
  return {
    'bare FETCH': bare(imap),
    'bare SELECT, FETCH': bare(newcomer, SELECT),
    'FETCH by imapflow + empty Next answer': inSequence(
      () => timed(() => flow.fetchAll(uidsOf(shown()), ROW, { uid: true })),
      empty,
    ),
    'empty Next answer': empty,
  };
}

const ROW = {
  uid: true,
  flags: true,
  internalDate: true,
  headers: [...HEADER_NAMES],
  bodyStructure: true,
  bodyParts: [{ key: '1', start: 0, maxLength: 4096 }],
};

/** The rows of a page as an IMAP set. @throws {Error} when it is not a page of 50 neighbours */
function uidsOf({ messages }: MessagePage): string {
  const uids = messages.map(({ id }) => Number(id.split('.').at(-1)));
  const [newest = 0, oldest = 0] = [uids[0], uids.at(-1)];
  if (uids.length !== 50 || newest - oldest !== 49) throw new Error(`No page of 50 neighbours: ${uids}`);
  return `${oldest}:${newest}`;
}
