import type { ChangeResult, MessagePage } from '#lib/api/contract.ts';
import type { MailUser } from '#test/mail-server.ts';
import { SELECT } from './commands.ts';
import { HttpClient } from './http-client.ts';
import { anAccount, type Plan } from './mailboxes.ts';
import { RawImap } from './raw-imap.ts';
import type { Site } from './site.ts';

export const MANY = 500;
export const THOUSAND: Plan = { messages: 2 * MANY, minutes: 0 };

const WRITES = '/api/messages';

/** Somebody who has the list of the inbox before them, and changes its newest 500. */
export class Owner {
  readonly client: HttpClient;
  readonly ids: string[];

  private constructor(client: HttpClient, ids: string[]) {
    this.client = client;
    this.ids = ids;
  }

  static async signIn(url: string, user: MailUser): Promise<Owner> {
    const client = await HttpClient.signIn(url, user);
    const ids: string[] = [];
    for (let next: string | null = ''; next !== null && ids.length < MANY; ) {
      const page: MessagePage = await client.json(`/api/messages?limit=100${next && `&before=${next}`}`);
      ids.push(...page.messages.map(({ id }) => id));
      next = page.next;
    }
    return new Owner(client, ids);
  }

  /** @throws {Error} unless it could be done with every one */
  async change(wish: object, ids = this.ids): Promise<{ ids: string[]; milliseconds: number }> {
    const { result, lastByteMs } = await this.client.patch<ChangeResult>(WRITES, { ids, ...wish });
    const { messages, failed } = result;
    if (messages.length === MANY) return { ids: messages.map(({ id }) => id), milliseconds: lastByteMs };
    throw new Error(`Of ${MANY} messages ${messages.length} were changed: ${JSON.stringify(failed[0])}`);
  }

  /** Looks again, so that what others did is known. */
  async look(): Promise<void> {
    await this.client.get('/api/messages?limit=50');
  }
}

/** An account of its own and a bare socket that has its inbox selected. */
export async function aMailClient({ server }: Site): Promise<{ user: MailUser; imap: RawImap }> {
  const user = await anAccount(server, THOUSAND);
  const imap = await RawImap.login({ ...server, ...user });
  await imap.command(SELECT);
  return { user, imap };
}
