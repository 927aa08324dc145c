import { aGreeting, aMessage, anOrdinaryMail, type Mail } from '#test/builders.ts';
import { Onlooker } from './look.ts';
import { userOf } from './phone-steps.ts';
import type { Folder, Portal } from './portal.ts';
import { type Login, Wire } from './wire.ts';
import { MAILBOXES, type Mode, type World } from './world.ts';

/** As on a server without prefix and parent folder. INBOX comes last: the lamp is counted where the onlooker is. */
export const FOLDERS: readonly Folder[] = [
  { slug: 'work', path: 'Work' },
  { slug: 'family', path: 'Family' },
  { slug: 'friends', path: 'Friends' },
  { slug: 'deleted', path: 'Deleted' },
  { slug: 'inbox', path: 'INBOX' },
];

/** Everybody's connections to one account. */
export interface Stage {
  wires: World['wires'];
  onlooker: Onlooker;
  folders: readonly Folder[];
  close(): void;
}

export async function build(login: Login, folders = FOLDERS): Promise<Stage> {
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
    close,
  };
}

/** The same account, emptied and filled anew: quicker than another account, and the portal's caches have to follow. */
export async function setScene(stage: Stage, portal: Portal, mode: Mode, maxMessages: number): Promise<World> {
  const { client, phone } = stage.wires;
  for (const { path } of stage.folders)
    await client.tryAll(`SELECT "${path}"`, 'STORE 1:* +FLAGS.SILENT (\\Deleted)', 'EXPUNGE');
  await phone.tryAll('NOOP');
  for (const { raw, flags } of firstMessages()) await client.append(inboxOf(stage), flags, raw);
  portal.restart();
  return {
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
