import type { ImapFlow } from 'imapflow';
import { Account } from '#lib/imap/account.ts';
import { closeConnection } from '#lib/imap/pool.ts';
import { openMailbox } from '#lib/mailbox/open.ts';
import { imapClient } from '#test/imap-client.ts';
import { aScene, chosenIds, type Scene, type Template } from './scene.ts';
import type { Answer, Verb } from './verbs.ts';

/** What another tab, process or program does, on what it saw before the verb began. */
export interface Other {
  act(): Promise<unknown>;
  close(): void | Promise<void>;
}

/** Another portal process without a common lock: mail servers take the name in any case, and our caches and locks do not. */
export async function anotherProcess(scene: Scene, verb: Verb): Promise<Other> {
  const user = scene.account.user.toUpperCase();
  const account = Account.rejoin({ user, password: scene.account.user, clientAddress: '192.0.2.2' });
  const mailbox = await openMailbox(account, '1001@default');
  const ids = await chosenIds(mailbox, verb.from);
  return { act: () => quietly(verb.act(mailbox, ids)), close: () => closeConnection(account) };
}

/** A mail client, or a phone, with the inbox open since before the verb. */
export async function aMailClient(scene: Scene, act: (client: ImapFlow) => Promise<unknown>): Promise<Other> {
  const client = await imapClient(scene.place.server, { name: scene.account.user, password: scene.account.user });
  await client.mailboxOpen('INBOX');
  return { act: () => act(client), close: () => client.logout() };
}

/** Lets another act right before the nth command of a verb reaches the mail server. */
export async function actInBetween(
  template: Template,
  nth: number,
  other: (scene: Scene) => Promise<Other>,
): Promise<{ scene: Scene; other: Other; ids: string[]; act: () => Promise<Answer | null> }> {
  const scene = await aScene(template);
  const ids = await chosenIds(scene.mailbox, template.verb.from);
  const second = await other(scene);
  return {
    scene,
    other: second,
    ids,
    async act() {
      let isDone = false;
      const meanwhile = () => {
        isDone = true;
        return second.act();
      };
      scene.towards.misbehave({ at: 'ANY', does: 'wait', skip: nth, times: 1, meanwhile });
      const answer = await quietly(template.verb.act(scene.mailbox, ids));
      scene.towards.behave();
      if (!isDone) await second.act();
      return answer;
    },
  };
}

/** `null` for one that failed as a whole. */
function quietly(work: Promise<Answer>): Promise<Answer | null> {
  return work.catch((error: unknown) => {
    if ((error as { name?: string }).name === 'VoicemailError') return null;
    throw error;
  });
}
