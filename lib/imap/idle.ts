import 'server-only';
import type { ImapFlow } from 'imapflow';
import { beforeGoodbye } from '#lib/platform/goodbye.ts';
import { VoicemailError } from '#lib/voicemail/errors.ts';
import type { FolderSlug } from '#lib/voicemail/folder.ts';
import type { Account } from './account.ts';
import { connect, hangUp } from './connection.ts';
import { takeSlot } from './connection-limit.ts';
import { listFolders } from './folder.ts';
import { notifyOfAll } from './notify.ts';
import { changedIn, printsOfOthers } from './prints.ts';
import { Rounds } from './rounds.ts';
import { offerSpare } from './spare.ts';

/** How often, and how long. A connection that died is noticed after `breakMs` and `answerMs`. */
export interface Pace {
  /** IDLE is broken to look at the other folders, and to see whether anybody is still there. */
  breakMs: number;
  /** The same where there is no IDLE. */
  pollMs: number;
  answerMs: number;
  /** So long after a change in the inbox the others are looked at, each time: what the phone does takes a while. */
  afterChangeMs: readonly number[];
}

/** Who hears of it. */
export interface Heard {
  changed(folder: FolderSlug | null): void;
  live(isLive: boolean): void;
}

/**
 * Watches an account's folders by a connection of its own for as long as that lives: IDLE tells of the inbox, which is
 * the selected folder, and the others are compared with what they were.
 * @throws {VoicemailError | ImapFlowError} whenever it ends
 */
export async function watchByIdle(account: Account, heard: Heard, pace: Pace, signal: AbortSignal): Promise<never> {
  const slot = await takeSlot('watch');
  try {
    return await watchBy(await account.withCredentials(connect), account, heard, pace, signal);
  } finally {
    slot.leave();
  }
}

async function watchBy(client: ImapFlow, account: Account, heard: Heard, pace: Pace, signal: AbortSignal) {
  const end = () => void hangUp(client);
  signal.addEventListener('abort', end);
  const staysUnsaid = beforeGoodbye(() => hangUp(client));
  const spare = offerSpare(account, () => client.close());
  try {
    signal.throwIfAborted();
    return await watchOn(client, heard, pace);
  } catch (error) {
    throw spare.isTaken
      ? new VoicemailError('mailbox-busy', 'Cannot watch: the connection was needed', { cause: error })
      : error;
  } finally {
    spare.withdraw();
    staysUnsaid();
    signal.removeEventListener('abort', end);
    client.close();
  }
}

async function watchOn(client: ImapFlow, heard: Heard, pace: Pace): Promise<never> {
  const answer = <T>(asked: Promise<T>) => inTime(client, asked, pace.answerMs);
  const rounds = new Rounds(pace.afterChangeMs);
  let canIdle = (await answer(selectInbox(client))) && hasIdle(client);
  let known = await answer(printsOfOthers(client));
  listenTo(client, rounds, heard);
  if (canIdle) await answer(notifyOfAll(client, () => rounds.notice()));
  heard.changed(null);
  heard.live(true);
  for (;;) {
    if (canIdle) void idle(client).then((isTaken) => (canIdle = isTaken));
    await rounds.next(canIdle ? pace.breakMs : pace.pollMs);
    await answer(client.noop());
    const now = await answer(printsOfOthers(client));
    for (const folder of changedIn(known, now)) heard.changed(folder);
    known = now;
  }
}

/** @returns false where there is none yet: then there is nothing to IDLE on */
async function selectInbox(client: ImapFlow): Promise<boolean> {
  const inbox = (await listFolders(client)).find(({ slug }) => slug === 'inbox');
  if (inbox) await client.mailboxOpen(inbox.path, { readOnly: true });
  return inbox !== undefined;
}

const hasIdle = ({ capabilities }: ImapFlow) => ['IDLE', 'IMAP4rev2'].some((name) => capabilities.has(name));

/** Lasts until the next command. @returns false where the server refuses it */
async function idle(client: ImapFlow): Promise<boolean> {
  return (await client.idle().catch(() => false)) !== false;
}

function listenTo(client: ImapFlow, rounds: Rounds, heard: Heard): void {
  for (const event of ['exists', 'expunge', 'flags'] as const) {
    client.on(event, () => {
      heard.changed('inbox');
      rounds.notice();
    });
  }
  client.on('close', () => rounds.notice());
}

/** A server that falls silent is given up by closing the connection: whoever waits for it then fails. */
async function inTime<T>(client: ImapFlow, asked: Promise<T>, answerMs: number): Promise<T> {
  const patience = setTimeout(() => client.close(), answerMs);
  try {
    return await asked;
  } finally {
    clearTimeout(patience);
  }
}
