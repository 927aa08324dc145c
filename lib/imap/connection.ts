import 'server-only';
import { ImapFlow } from 'imapflow';
import { config } from '#lib/platform/config.ts';

export interface Credentials {
  user: string;
  password: string;
  /** Who sits at the browser, handed on to the mail server by ID so that its own throttle hits the right one. */
  clientAddress: string;
}

/**
 * A connected, logged-in client. STARTTLS is required where it is set, never opportunistic.
 * @throws {ImapFlowError} as imapflow gives it; `imapFailure` translates
 */
export async function connect({ user, password, clientAddress }: Credentials): Promise<ImapFlow> {
  const { IMAP_HOST, IMAP_PORT, IMAP_TLS, IMAP_TLS_VERIFY, IMAP_TIMEOUT_SECONDS } = config();
  const client = new ImapFlow({
    host: IMAP_HOST,
    port: IMAP_PORT,
    secure: IMAP_TLS === 'tls',
    ...(IMAP_TLS === 'tls' ? {} : { doSTARTTLS: IMAP_TLS === 'starttls' }),
    tls: { rejectUnauthorized: IMAP_TLS_VERIFY },
    auth: { user, pass: password },
    clientInfo: { name: 'Lamplight', 'x-originating-ip': clientAddress },
    logger: false,
    disableAutoIdle: true,
    connectionTimeout: IMAP_TIMEOUT_SECONDS * 1000,
    greetingTimeout: IMAP_TIMEOUT_SECONDS * 1000,
    // Silence while work is done is the pool's to notice; this one is for a connection that nobody uses.
    socketTimeout: 10 * 60_000,
  });
  // Without a listener a dropped connection ends the process; whoever waits for a command hears of it anyway.
  client.on('error', () => client.close());
  const deadline = setTimeout(() => client.close(), 2 * IMAP_TIMEOUT_SECONDS * 1000);
  try {
    await client.connect();
    return client;
  } catch (error) {
    client.close();
    // A server that does not understand LOGIN may quote it, password and all.
    throw Object.assign(error as Error, { response: undefined, responseText: undefined });
  } finally {
    clearTimeout(deadline);
  }
}
