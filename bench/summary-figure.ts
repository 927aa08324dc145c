import { LIST_STATUS, QUOTA } from './commands.ts';
import { connectAll } from './connections.ts';
import { emptyAnswer, type Figure, MANY_WARM_UPS } from './figure.ts';
import { timed } from './measure.ts';
import { whenRead } from './read-whole.ts';

export const summary: Figure = {
  name: 'summary',
  title: 'folders, counts and quota, 10,000',
  warmUps: MANY_WARM_UPS,
  async prepare(site) {
    const { client, imap, close } = await connectAll(site);
    await whenRead(client);
    return {
      portal: async () => (await client.get('/api/mailbox')).lastByteMs,
      floors: {
        'bare LIST-STATUS': () => timed(() => imap.commands(LIST_STATUS)),
        'bare LIST-STATUS, GETQUOTAROOT': () => timed(() => imap.commands(LIST_STATUS, QUOTA)),
        'empty Next answer': emptyAnswer(client, '/api/messages?folder=none'),
      },
      close,
    };
  },
};
