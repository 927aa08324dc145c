import type { MailUser } from '#test/mail-server.ts';
import { FIND_VOICEMAIL, fetchDetails, fetchHeaders, SELECT } from './commands.ts';
import type { Figure } from './figure.ts';
import { HttpClient } from './http-client.ts';
import { anAccount, removeAccount } from './mailboxes.ts';
import { type Contender, timed } from './measure.ts';
import { RawImap } from './raw-imap.ts';
import type { Site } from './site.ts';

const MESSAGES = 1000;
const THOUSAND = { messages: MESSAGES, minutes: 0 };
const NEWEST = `${MESSAGES - 49}:${MESSAGES}`;

export const unseenFolder: Figure = {
  name: 'unseen-folder',
  title: 'first page ever, 50 of 1,000',
  prepare: (site) => race(site, { isIndexed: true }),
};

export const unindexedFolder: Figure = {
  name: 'unindexed-folder',
  title: 'first page ever, new to the mail server too',
  prepare: (site) => race(site, { isIndexed: false }),
};

async function race(site: Site, option: { isIndexed: boolean }) {
  const { server, url } = site;
  const user = await anAccount(server, THOUSAND);
  return {
    portal: asSomebodyNew(site, option, async (newcomer) => {
      const client = await HttpClient.signIn(url, newcomer);
      const { lastByteMs } = await client.get('/api/messages?limit=50');
      client.close();
      return lastByteMs;
    }),
    floors: {
      'bare SEARCH, FETCH of all headers': asSomebodyNew(site, option, async (newcomer) => {
        const imap = await RawImap.login({ ...server, ...newcomer });
        const milliseconds = await timed(() => readAll(imap));
        imap.close();
        return milliseconds;
      }),
      'connecting and LOGIN': () => timed(async () => (await RawImap.login({ ...server, ...user })).close()),
    },
    close: () => {},
  };
}

/** Each round is somebody's first: nobody knows anything of the mailbox but, if it is indexed, the mail server. */
function asSomebodyNew(
  { server }: Site,
  option: { isIndexed: boolean },
  run: (user: MailUser) => Promise<number>,
): Contender {
  return async () => {
    const user = await anAccount(server, THOUSAND, option);
    try {
      return await run(user);
    } finally {
      removeAccount(server, user);
    }
  };
}

const readAll = (imap: RawImap) =>
  imap.commands(SELECT, FIND_VOICEMAIL, fetchHeaders(`1:${MESSAGES}`), fetchDetails(NEWEST));
