import { misbehave } from '#test/bad-imap.ts';
import { freePort } from '#test/free-port.ts';
import { startPortal } from '#test/portal.ts';
import { MANY, Owner, THOUSAND } from './bulk.ts';
import { anAccount } from './mailboxes.ts';
import type { Site } from './site.ts';

/** Which commands one request sends, in words: counted by another portal, whose mail server is behind a counter that takes its time. */
export async function commandsSent({ server }: Site): Promise<string> {
  const counter = await misbehave(server);
  const options = { port: await freePort(), mode: 'production', name: 'counted' } as const;
  const { url, stop } = await startPortal(counter, options);
  const owner = await Owner.signIn(url, await anAccount(server, THOUSAND));
  const lines: string[] = [];
  const count = async (title: string, wish: object, ids?: string[]) => {
    const before = counter.seen.length;
    const changed = await owner.change(wish, ids);
    const sent = counter.seen.slice(before);
    lines.push(`${title} ${MANY}: ${sent.length} IMAP commands: ${sent.join(' ')}`);
    return changed.ids;
  };
  try {
    await count('mark', { status: 'old' });
    const deleted = await count('delete', { folder: 'deleted' });
    await count('restore', { restore: true }, deleted);
    return lines.join('\n');
  } finally {
    owner.client.close();
    await stop();
    await counter.stop();
  }
}
