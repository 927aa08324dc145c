import { ImapFlow } from 'imapflow';

/** A client of our own beside the portal's: connected, in plain text, and silent. */
export async function imapClient(
  { host, port }: { host: string; port: number },
  { name, password }: { name: string; password: string },
): Promise<ImapFlow> {
  const auth = { user: name, pass: password };
  const client = new ImapFlow({ host, port, secure: false, doSTARTTLS: false, auth, logger: false });
  // Without a listener a dropped connection ends the process.
  client.on('error', () => client.close());
  await client.connect();
  return client;
}
