import type { ImapFlow } from 'imapflow';
import { imapClient } from '#test/imap-client.ts';
import { SELECT } from './commands.ts';
import { HttpClient } from './http-client.ts';
import { anAccount, TEN_THOUSAND } from './mailboxes.ts';
import { RawImap } from './raw-imap.ts';
import type { Site } from './site.ts';

/** Everybody who reads the same ten thousand messages, each by a connection that is warm. */
export interface Connections {
  /** Signed in to the portal. */
  client: HttpClient;
  /** Has the inbox selected, as a mail client keeps it. */
  imap: RawImap;
  /** The same through the library that the portal uses. */
  flow: ImapFlow;
  /** Selects the inbox anew each time. */
  newcomer: RawImap;
}

export async function connectAll({ server, url }: Site): Promise<Connections & { close: () => void }> {
  const user = await anAccount(server, TEN_THOUSAND);
  const client = await HttpClient.signIn(url, user);
  const [imap, newcomer] = [await RawImap.login({ ...server, ...user }), await RawImap.login({ ...server, ...user })];
  const flow = await imapClient(server, user);
  await imap.command(SELECT);
  await flow.mailboxOpen('INBOX');
  const close = () => {
    for (const connection of [client, imap, newcomer, flow]) connection.close();
  };
  return { client, imap, newcomer, flow, close };
}
