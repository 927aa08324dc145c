import { setTimeout as pause } from 'node:timers/promises';
import { type PhoneSessions, setSessionSource } from '#lib/phone/sessions.ts';
import { type MailboxAddress, parseAddress } from '#lib/voicemail/address.ts';
import { folderName } from '#lib/voicemail/folder.ts';
import { aGreeting, aMessage, anOrdinaryMail, type Mail } from '#test/builders.ts';
import { Onlooker } from './look.ts';
import { userOf } from './phone-steps.ts';
import type { Folder, Portal } from './portal.ts';
import { hitsOf, type Login, Wire } from './wire.ts';
import { MAILBOXES, type Mode, type World } from './world.ts';

const SLUGS = ['work', 'family', 'friends', 'deleted'] as const;

/** @param prefix what Asterisk's `imapparentfolder` comes to. INBOX comes last: the lamp is counted where the onlooker is. */
export function foldersBelow(prefix: string): Folder[] {
  const beside = SLUGS.map((slug) => ({ slug, path: `${prefix}${folderName(slug)}` }));
  return [...beside, { slug: 'inbox', path: 'INBOX' }];
}

/** Everybody's connections to one account. */
export interface Stage {
  wires: World['wires'];
  onlooker: Onlooker;
  folders: readonly Folder[];
  /** Over all sequences: how often what was done. */
  tally: Map<string, number>;
  close(): void;
}

export async function build(login: Login, folders = foldersBelow('')): Promise<Stage> {
  const [phone, caller, client, eyes] = [
    await Wire.login(login),
    await Wire.login(login),
    await Wire.login(login),
    await Wire.login(login),
  ];
  const close = () => {
    for (const wire of [phone, caller, client, eyes]) wire.close();
  };
  return {
    wires: { phone, caller, client },
    onlooker: new Onlooker(
      eyes,
      folders.map(({ path }) => path),
    ),
    folders,
    tally: new Map(),
    close,
  };
}

/** The same account, emptied and filled anew: quicker than another account, and the portal's caches have to follow. */
export async function setScene(stage: Stage, portal: Portal, mode: Mode, maxMessages: number): Promise<World> {
  const { client, phone } = stage.wires;
  for (const { path } of stage.folders) await empty(client, path);
  await phone.tryAll('NOOP');
  for (const { raw, flags } of firstMessages()) await client.append(inboxOf(stage), flags, raw);
  portal.restart();
  const world: World = {
    ...stage,
    mode,
    portal,
    maxMessages,
    sight: await stage.onlooker.look(),
    call: null,
    isAmiUp: mode === 'ami',
    purged: new Set(),
    leftDeleted: new Set(),
    pages: new Map(),
    steps: 0,
    did: [],
  };
  setSessionSource((isOurs) => sessions(world, isOurs));
  return world;
}

const MOST_SWEEPS = 10;
const REST_MS = 100;

/**
 * A busy mail server may refuse an EXPUNGE, or do without it: what it leaves would be there before the first step, and its notes after it.
 * @throws {Error} when messages stay
 */
async function empty(client: Wire, path: string): Promise<void> {
  for (let sweeps = 0; sweeps < MOST_SWEEPS; sweeps += 1) {
    const [opened] = await client.tryAll(`SELECT "${path}"`, 'STORE 1:* +FLAGS.SILENT (\\Deleted)', 'EXPUNGE');
    if (opened?.status !== 'OK' || hitsOf(await client.ask('UID SEARCH ALL')).length === 0) return;
    await pause(REST_MS);
  }
  throw new Error(`${path} cannot be emptied`);
}

/** What Asterisk says, where somebody can ask it. */
function sessions({ isAmiUp, call }: World, isOurs: (mailbox: MailboxAddress) => boolean): PhoneSessions {
  if (!isAmiUp) return 'unknown';
  const session = parseAddress(call?.mailbox ?? '');
  return session && isOurs(session) ? 'open' : 'none';
}

const inboxOf = ({ folders }: Stage) => folders.find(({ slug }) => slug === 'inbox')?.path ?? 'INBOX';

function firstMessages(): Mail[] {
  const [hundred] = MAILBOXES;
  return [
    ...MAILBOXES.map((mailbox) => aMessage(userOf(mailbox))),
    aMessage({ ...userOf(hundred), urgent: true }),
    anOrdinaryMail(),
    aGreeting('unavail', userOf(hundred)),
    aMessage({ ...userOf(hundred), status: 'old' }),
    aMessage({ ...userOf(hundred) }),
  ];
}
