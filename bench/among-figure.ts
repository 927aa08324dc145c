import { type Figure, MANY_WARM_UPS } from './figure.ts';
import { HttpClient } from './http-client.ts';
import { AMONG_100K, anAccount, type Plan } from './mailboxes.ts';
import type { Contender } from './measure.ts';
import { whenRead } from './read-whole.ts';
import type { Site } from './site.ts';

const FIRST_PAGE = '/api/messages?limit=50';

/** What 100,000 ordinary mails in the inbox cost somebody who looks at their voicemail again. */
export const amongMail: Figure = {
  name: 'among-mail',
  title: 'first page of 1,000 among 100,000 mails',
  warmUps: MANY_WARM_UPS,
  async prepare(site) {
    const among = await aReader(site, AMONG_100K);
    const alone = await aReader(site, { ...AMONG_100K, ordinary: 0 });
    return {
      portal: among.read,
      floors: { 'the same page without them': alone.read },
      close() {
        among.client.close();
        alone.client.close();
      },
    };
  },
};

/** Signed in, and has listed the inbox before. */
async function aReader({ server, url }: Site, plan: Plan) {
  const client = await HttpClient.signIn(url, await anAccount(server, plan));
  await whenRead(client);
  const read: Contender = async () => (await client.get(FIRST_PAGE)).lastByteMs;
  return { client, read };
}
