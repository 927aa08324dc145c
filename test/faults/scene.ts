import { execFile } from 'node:child_process';
import { dirname } from 'node:path';
import { promisify } from 'node:util';
import type { ImapFlow } from 'imapflow';
import { Account } from '#lib/imap/account.ts';
import { closeConnection } from '#lib/imap/pool.ts';
import type { Mailbox } from '#lib/mailbox/mailbox.ts';
import { openMailbox } from '#lib/mailbox/open.ts';
import type { TowardsUser } from '#test/bad-imap.ts';
import { aMessage, anOrdinaryMail, type Mail } from '#test/builders.ts';
import { deliver } from '#test/deliver.ts';
import { imapClient } from '#test/imap-client.ts';
import type { Place } from './circumstance.ts';
import type { Verb } from './verbs.ts';

const copyFiles = promisify(execFile);

/** The three that a verb is for, by the name of their callers. */
export const CHOSEN = ['Anna', 'Bert', 'Cleo'];

/** Mails in the inbox and in Deleted beside which only so many more have room. */
const ROOM_FOR = 1;

/** An account whose owner looks at the page, and a client beside the portal that sees what the mail server has. */
export interface Scene {
  place: Place;
  account: Account;
  mailbox: Mailbox;
  imap: ImapFlow;
  towards: TowardsUser;
  close(): Promise<void>;
}

/** An account as a verb finds it, never to be used itself: copies of its files are quicker made than the like of it. */
export interface Template {
  place: Place;
  user: string;
  mailCount: number;
  verb: Verb;
}

let accounts = 0;

/** The three, one that stays where it is, another mailbox's, and ordinary mail with every flag that one could trip over. */
function mails(): { folder: string; mail: Mail }[] {
  const inbox = [
    aMessage({ caller: { name: 'Anna', number: '1' } }),
    { ...anOrdinaryMail(), flags: ['\\Deleted'] },
    aMessage({ caller: { name: 'Bert', number: '2' }, urgent: true }),
    aMessage({ caller: { name: 'Dora', number: '4' } }),
    { ...anOrdinaryMail(), flags: ['\\Flagged', '$Label1'] },
    aMessage({ caller: { name: 'Cleo', number: '3' }, status: 'old' }),
    aMessage({ caller: { name: 'Emil', number: '5' }, extension: '1002' }),
  ];
  const trash = [
    { ...anOrdinaryMail(), flags: ['\\Deleted', '\\Seen'] },
    aMessage({ caller: { name: 'Fred', number: '6' }, extension: '1002', status: 'old' }),
  ];
  return [...inbox.map((mail) => ({ folder: 'INBOX', mail })), ...trash.map((mail) => ({ folder: 'Deleted', mail }))];
}

export async function aTemplate(place: Place, verb: Verb): Promise<Template> {
  place.enter();
  const user = newUser(place);
  const imap = await imapClient(place.server, { name: user, password: user });
  const all = mails();
  for (const { folder, mail } of all) await deliver(imap, mail, folder);
  const scene = await open(place, user, imap);
  if (verb.prepare) await verb.prepare(scene.mailbox, await chosenIds(scene.mailbox, 'inbox'));
  await scene.close();
  return { place, user, mailCount: all.length, verb };
}

/** A fresh copy, its owner signed in and looking at it. */
export async function aScene({ place, user: original, mailCount, verb }: Template): Promise<Scene> {
  const user = newUser(place, verb.to === 'room' ? mailCount + ROOM_FOR : undefined);
  const homeOf = (name: string) => dirname(place.server.maildirOf(name));
  await copyFiles('cp', ['-a', homeOf(original), homeOf(user)]);
  return open(place, user, await imapClient(place.server, { name: user, password: user }));
}

function newUser({ server }: Place, quotaMessages?: number): string {
  accounts += 1;
  const name = `scene-${accounts}`;
  server.addUser({ name, password: name, ...(quotaMessages === undefined ? {} : { quotaMessages }) });
  return name;
}

async function open(place: Place, user: string, imap: ImapFlow): Promise<Scene> {
  const account = Account.rejoin({ user, password: user, clientAddress: '192.0.2.1' });
  const mailbox = await openMailbox(account, '1001@default');
  await mailbox.summary();
  await mailbox.messages({ folder: 'inbox', limit: 200 });
  return {
    place,
    account,
    mailbox,
    imap,
    towards: place.proxy.towards(user),
    async close() {
      closeConnection(account);
      await imap.logout();
    },
  };
}

/** The three as the page has them in a folder now; fewer where some have left it. */
export async function chosenIds(mailbox: Mailbox, folder: Verb['from']): Promise<string[]> {
  const { messages } = await mailbox.messages({ folder, limit: 200 });
  return messages.filter(({ caller }) => CHOSEN.includes(caller.name ?? '')).map(({ id }) => id);
}
