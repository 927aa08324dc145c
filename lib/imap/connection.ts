import 'server-only';
import { isIP } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { ImapFlow, type ImapFlowError } from 'imapflow';
import { config } from '#lib/platform/config.ts';
import { describeCause, log } from '#lib/platform/log.ts';

export interface Credentials {
  user: string;
  password: string;
  /** Who sits at the browser, handed on to the mail server by ID so that its own throttle hits the right one. */
  clientAddress: string;
}

const MEGABYTE = 1024 * 1024;

/**
 * What one answer may cost: without these a server that never ends a line is listened to for a gigabyte. A SEARCH that
 * finds a million messages is a line of 8 MB; two parts as large as Asterisk takes them fit into one answer.
 */
const LIMITS = {
  maxLineLength: 16 * MEGABYTE,
  maxLiteralSize: 192 * MEGABYTE,
  maxResponseSize: 384 * MEGABYTE,
};

const isBreach = ({ code }: Error & { code?: unknown }): boolean =>
  ['LineTooLarge', 'LiteralTooLarge', 'ResponseTooLarge', 'TooManyTokens'].includes(String(code));

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
    clientInfo: { name: 'Lamplight', ...(isIP(clientAddress) && { 'x-originating-ip': clientAddress }) },
    logger: false,
    disableAutoIdle: true,
    // Its buffers are as large as all the rest of a connection, and the mail server is near.
    disableCompression: true,
    ...LIMITS,
    // Where it is offered, what vanished is told by UID and along with what changed.
    qresync: true,
    connectionTimeout: IMAP_TIMEOUT_SECONDS * 1000,
    greetingTimeout: IMAP_TIMEOUT_SECONDS * 1000,
    // Silence while work is done is the pool's to notice; this one is for a connection that nobody uses.
    socketTimeout: 10 * 60_000,
  });
  // Else each LIST is followed by an LSUB; which folders a mail program shows is no matter of ours.
  Object.assign(client, { skipLsub: true });
  // Without a listener a dropped connection ends the process; whoever waits for a command hears of it anyway.
  client.on('error', (error) => {
    if (isBreach(error))
      log().warn({ cause: describeCause(error) }, 'the mail server sent too much and was hung up on');
    client.close();
  });
  const deadline = setTimeout(() => client.close(), 2 * IMAP_TIMEOUT_SECONDS * 1000);
  try {
    await client.connect();
    return client;
  } catch (error) {
    client.close();
    throw withoutQuotes(error as ImapFlowError);
  } finally {
    clearTimeout(deadline);
  }
}

/** A server that does not understand LOGIN may quote it, password and all. Of what it says the reason is kept. */
function withoutQuotes(error: ImapFlowError): ImapFlowError {
  const { responseText = '', responseStatus } = error;
  // Dovecot's code for that is UNAVAILABLE, Cyrus has none.
  const isLimit = responseStatus === 'NO' && /(too many|maximum number of) .*connections/i.test(responseText);
  return Object.assign(error, {
    response: undefined,
    responseText: undefined,
    ...(isLimit && { serverResponseCode: 'LIMIT' }),
  });
}

const GOODBYE_MS = 2000;

/** Ends a connection by LOGOUT, or without where the server does not answer. */
export async function hangUp(client: ImapFlow): Promise<void> {
  const patience = new AbortController();
  const isOver = pause(GOODBYE_MS, undefined, { signal: patience.signal, ref: false });
  await Promise.race([client.logout(), isOver]).catch(() => undefined);
  patience.abort();
  client.close();
}
