import 'server-only';
import { ImapFlow, type SearchObject } from 'imapflow';
import type { MailboxAddress } from '#lib/voicemail/address.ts';
import { VoicemailError } from '#lib/voicemail/errors.ts';
import { hangUp } from './connection.ts';
import { fetchEntries } from './entries.ts';
import { imapFailure } from './errors.ts';
import { findVoicemail } from './find-voicemail.ts';
import type { Entry } from './index-cache.ts';
import type { MailServerAddress } from './knock.ts';
import { onlyLooking } from './only-looking.ts';
import { type Quota, readQuota } from './quota.ts';

/** Who looks: an account by its own password, or a master for somebody else (RFC 4616 §2). */
export interface LookingLogin {
  user: string;
  password: string;
  authorizationId: string | null;
}

/** A folder, seen and not touched. */
export interface FolderLook {
  path: string;
  messageCount: number;
  uidValidity: number;
  uidNext: number;
  /** All that Asterisk wrote, whoever's it is; the newest where there are very many. */
  voicemail: Entry[];
  /** How many were found, looked at or not. */
  voicemailCount: number;
  /** When the newest of them came, by the mail server's clock; `null` without one. */
  newestArrivedAt: Date | null;
  /** How many of all messages are flagged `\Deleted`. */
  deletedCount: number;
  /** Keywords that messages here bear or bore. */
  keywords: string[];
  /** Whether keywords are kept; `null`: not said to who only looks. */
  keepsKeywords: boolean | null;
}

/** What Asterisk counts. */
export interface AsteriskCounts {
  new: number;
  urgent: number;
  old: number;
}

/** More are not read one by one. */
const MOST_READ = 5000;

/** A signed-in connection that can only look. */
export class Looking {
  readonly #client: ImapFlow;

  private constructor(client: ImapFlow) {
    this.#client = client;
  }

  /**
   * Signs in, looks, and signs out, whatever came of it.
   * @throws {VoicemailError} not-supported where a master cannot sign in for others; credentials-rejected, mailbox-busy, mail-server-unreachable, mail-server-misbehaved
   */
  static async at<T>(
    server: MailServerAddress,
    login: LookingLogin,
    look: (looking: Looking) => Promise<T>,
  ): Promise<T> {
    const client = clientFor(server, login);
    const giveUp = setTimeout(() => client.close(), 3 * server.patienceMs);
    try {
      await client.connect();
      refuseWrongMaster(client, login);
      return await look(new Looking(client));
    } catch (error) {
      throw imapFailure(error, 'Cannot look into the mailbox');
    } finally {
      clearTimeout(giveUp);
      await hangUp(client);
    }
  }

  /** In upper case; a value after `=` is left. */
  get capabilities(): string[] {
    return [...this.#client.capabilities.keys()].map((name) => name.toUpperCase());
  }

  /** As the server names itself (RFC 2971). */
  get software(): string {
    const { name = '', version = '' } = this.#client.serverInfo ?? {};
    return `${name ?? ''} ${version ?? ''}`.replaceAll(/[^ -~]/g, '?').trim();
  }

  /** Where a person's folders are (RFC 2342). */
  get namespace(): { prefix: string; delimiter: string } {
    const { prefix, delimiter } = this.#client.namespace ?? {};
    return { prefix: prefix ?? '', delimiter: delimiter ?? '/' };
  }

  /** The folders that can be opened. */
  async folders(): Promise<string[]> {
    const listed = await this.#client.list();
    const isOpen = (flags: Set<string>) => ![...flags].some((flag) => flag.toLowerCase() === '\\noselect');
    return listed.filter(({ flags }) => isOpen(flags)).map(({ path }) => path);
  }

  quota(path: string): Promise<Quota> {
    return readQuota(this.#client, path);
  }

  /** Opens a folder by EXAMINE, under which no flag can change (RFC 9051 §6.3.3). */
  async folder(path: string): Promise<FolderLook> {
    const opened = await this.#client.mailboxOpen(path, { readOnly: true });
    const found = opened.exists > 0 ? await findVoicemail(this.#client, 1) : [];
    const keywords = [...(opened.flags ?? [])].filter((flag) => !flag.startsWith('\\'));
    return {
      path,
      messageCount: opened.exists,
      uidValidity: Number(opened.uidValidity),
      uidNext: opened.uidNext ?? 0,
      voicemail: await fetchEntries(this.#client, found.slice(-MOST_READ)),
      voicemailCount: found.length,
      newestArrivedAt: await this.#arrival(found.at(-1)),
      deletedCount: await this.#count({ deleted: true }),
      keywords,
      keepsKeywords: keepsKeywords(opened.permanentFlags, keywords),
    };
  }

  /** As app_voicemail.c __messagecount does, in the folder that was opened last: a part of the number is enough. */
  async countsOf({ extension, context }: MailboxAddress): Promise<AsteriskCounts> {
    const header = { 'X-Asterisk-VM-Extension': extension, 'X-Asterisk-VM-Context': context };
    return {
      new: await this.#count({ deleted: false, flagged: false, seen: false, header }),
      urgent: await this.#count({ deleted: false, flagged: true, seen: false, header }),
      old: await this.#count({ deleted: false, seen: true, header }),
    };
  }

  async #arrival(uid: number | undefined): Promise<Date | null> {
    if (uid === undefined) return null;
    const message = await this.#client.fetchOne(String(uid), { uid: true, internalDate: true }, { uid: true });
    if (message === false || message.internalDate === undefined) return null;
    return new Date(message.internalDate);
  }

  async #count(query: SearchObject): Promise<number> {
    const found = await this.#client.search(query, { uid: true });
    return Array.isArray(found) ? found.length : 0;
  }
}

/** Of a folder that is only looked at many servers say that it keeps no flag at all. */
function keepsKeywords(permanent: Set<string> | undefined, keywords: string[]): boolean | null {
  if (keywords.length > 0 || permanent?.has('\\*')) return true;
  return permanent === undefined || permanent.size === 0 ? null : false;
}

/** A server without AUTH=PLAIN was told LOGIN, and has opened the master's own mail. imapflow's types leave out how it came in. */
function refuseWrongMaster(client: ImapFlow, { authorizationId }: LookingLogin): void {
  const { authCapabilities } = client as ImapFlow & { authCapabilities: ReadonlyMap<string, boolean> };
  if (authorizationId === null || authCapabilities.has('AUTH=PLAIN')) return;
  throw new VoicemailError('not-supported', 'Cannot sign in for others: the mail server has no AUTH=PLAIN');
}

function clientFor(server: MailServerAddress, { user, password, authorizationId }: LookingLogin): ImapFlow {
  const { host, port, security, verifiesCertificate, patienceMs } = server;
  const master = authorizationId === null ? {} : { authzid: authorizationId, loginMethod: 'AUTH=PLAIN' as const };
  const client = new ImapFlow({
    host,
    port,
    secure: security === 'tls',
    ...(security === 'starttls' || security === 'none' ? { doSTARTTLS: security === 'starttls' } : {}),
    tls: { rejectUnauthorized: verifiesCertificate },
    auth: { user, pass: password, ...master },
    clientInfo: { name: 'Lamplight doctor' },
    logger: false,
    disableAutoIdle: true,
    disableCompression: true,
    connectionTimeout: patienceMs,
    greetingTimeout: patienceMs,
    socketTimeout: patienceMs,
  });
  client.on('error', () => client.close());
  return onlyLooking(Object.assign(client, { skipLsub: true }));
}
