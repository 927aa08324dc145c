import 'server-only';
import { isIP } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { ImapFlow, type ImapFlowError } from 'imapflow';
import { describeCause, log } from '#lib/platform/log.ts';
import { VoicemailError } from '#lib/voicemail/errors.ts';
import { imapFailure } from './errors.ts';
import { setFolders } from './folder.ts';
import type { MailHome } from './mail-home.ts';

export interface Credentials {
  user: string;
  password: string;
  /** Who sits at the browser, handed on to the mail server by ID so that its own throttle hits the right one. */
  clientAddress: string;
  /** Whose mail it opens, when that is another's: SASL PLAIN's authorization identity (RFC 4616 §2). */
  authorizationId: string | null;
  home: MailHome;
  /** Whether it is the site that signs in, and nobody typed the password. */
  isOfSite: boolean;
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
 * A connected, logged-in client. Where IMAP_TLS says nothing and `imapflags` neither, STARTTLS is as opportunistic as Asterisk's.
 * @throws {ImapFlowError} as imapflow gives it; `imapFailure` translates
 * @throws {VoicemailError} site-misconfigured where the mail server refuses the site's own login
 */
export async function connect(credentials: Credentials): Promise<ImapFlow> {
  const client = clientFor(credentials);
  const { folders, timeoutSeconds, openTimeoutSeconds } = credentials.home;
  setFolders(client, folders);
  const deadline = setTimeout(() => client.close(), (openTimeoutSeconds + timeoutSeconds) * 1000);
  try {
    await client.connect();
    return asAsked(client, credentials);
  } catch (error) {
    client.close();
    throw siteFault(withoutQuotes(error as ImapFlowError), credentials);
  } finally {
    clearTimeout(deadline);
  }
}

function clientFor({ user, password, clientAddress, authorizationId, home }: Credentials): ImapFlow {
  const { host, port, security, verifiesCertificate, openTimeoutSeconds } = home;
  const client = new ImapFlow({
    host,
    port,
    secure: security === 'tls',
    ...(security === 'starttls' && { doSTARTTLS: true }),
    ...(security === 'none' && { doSTARTTLS: false }),
    tls: { rejectUnauthorized: verifiesCertificate },
    auth: {
      user,
      pass: password,
      // By any other mechanism the authorization identity would be dropped.
      ...(authorizationId !== null && { authzid: authorizationId, loginMethod: 'AUTH=PLAIN' }),
    },
    clientInfo: { name: 'Lamplight', ...(isIP(clientAddress) && { 'x-originating-ip': clientAddress }) },
    logger: false,
    disableAutoIdle: true,
    // Its buffers are as large as all the rest of a connection, and the mail server is near.
    disableCompression: true,
    ...LIMITS,
    // Where it is offered, what vanished is told by UID and along with what changed.
    qresync: true,
    connectionTimeout: openTimeoutSeconds * 1000,
    greetingTimeout: openTimeoutSeconds * 1000,
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
  return client;
}

const REFUSED = 'the mail server refuses the login that voicemail.conf has';

/** A server without AUTH=PLAIN was told LOGIN, and has opened the master's own mail. imapflow's types leave out how it came in. */
function asAsked(client: ImapFlow, { authorizationId }: Credentials): ImapFlow {
  const { authCapabilities } = client as ImapFlow & { authCapabilities: ReadonlyMap<string, boolean> };
  if (authorizationId === null || authCapabilities.has('AUTH=PLAIN')) return client;
  log().error('the mail server has no AUTH=PLAIN, so nobody can sign in by a master login (authuser)');
  throw new VoicemailError('site-misconfigured', 'Cannot sign in: the mail server has no AUTH=PLAIN');
}

/** Whose password nobody typed, nobody typed wrong. */
function siteFault(error: ImapFlowError | VoicemailError, { isOfSite, user, authorizationId }: Credentials): Error {
  if (!isOfSite || imapFailure(error, '').code !== 'credentials-rejected') return error;
  log().error(
    { account: authorizationId ?? user },
    `${REFUSED}: see authuser and authpassword, or imapuser and imapsecret`,
  );
  return new VoicemailError('site-misconfigured', `Cannot sign in: ${REFUSED}`, {
    cause: error,
    retryAfterSeconds: FAULT_RETRY_SECONDS,
  });
}

/** voicemail.conf is followed: what is mended there counts a second or two later. */
const FAULT_RETRY_SECONDS = 60;

/** A server that does not understand LOGIN may quote it, password and all. Of what it says the reason is kept. */
function withoutQuotes(error: ImapFlowError): ImapFlowError {
  if (error instanceof VoicemailError) return error;
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
