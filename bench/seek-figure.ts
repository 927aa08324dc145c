import type { MessagePage } from '#lib/api/contract.ts';
import { speech } from '#test/cast/speech.ts';
import type { Figure } from './figure.ts';
import { HttpClient } from './http-client.ts';
import { accountWith, removeAccount } from './mailboxes.ts';
import type { Contender } from './measure.ts';

const HOUR_SECONDS = 3600;
const WAV_BYTES_PER_SECOND = 16_000;
const MIDDLE_BYTE = 44 + (HOUR_SECONDS / 2) * WAV_BYTES_PER_SECOND;
/** Further than a block that is fetched at once: no round finds in the cache what an earlier one fetched. */
const STRIDE_BYTES = 16 * WAV_BYTES_PER_SECOND;
const ASKED_BYTES = 64 * 1024;
const MEGABYTE = 1024 * 1024;

export const seek: Figure = {
  name: 'seek',
  title: 'middle of a 60 min wav, 64 kB',
  // More would come to the end of the hour.
  warmUps: 40,
  async prepare({ server, url, portalBytes }) {
    const user = await accountWith(server, speech('wav', HOUR_SECONDS), HOUR_SECONDS);
    const client = await HttpClient.signIn(url, user);
    const { messages } = await client.json<MessagePage>('/api/messages?limit=1');
    const path = `/api/messages/${messages[0]?.id}/recording`;
    const from =
      (place: number): Contender =>
      async (round) => {
        const first = place + round * STRIDE_BYTES;
        const range = `bytes=${first}-${first + ASKED_BYTES - 1}`;
        return (await client.get(path, 206, { range })).lastByteMs;
      };
    const beforeBytes = portalBytes();
    return {
      portal: from(MIDDLE_BYTE),
      floors: { 'its start, 64 kB': from(0) },
      close() {
        console.log(
          `The portal's memory: ${inMb(beforeBytes)} before, ${inMb(portalBytes())} after seeking in ${inMb(MIDDLE_BYTE * 2)}`,
        );
        client.close();
        removeAccount(server, user);
      },
    };
  },
};

const inMb = (bytes: number) => `${(bytes / MEGABYTE).toFixed(0)} MB`;
