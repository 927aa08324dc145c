import { afterEach, expect, onTestFinished, test } from 'vitest';
import { Account } from '#lib/imap/account.ts';
import { forgetIndexes } from '#lib/imap/index-cache.ts';
import { closeConnection } from '#lib/imap/pool.ts';
import { setSessionSource } from '#lib/phone/sessions.ts';
import type { FolderSlug } from '#lib/voicemail/folder.ts';
import { aMessage, anOrdinaryMail } from '#test/builders.ts';
import { deliver } from '#test/deliver.ts';
import { aMailbox, aMailServer, type TestMailbox } from '#test/mailbox.ts';
import { changeUidValidity } from '#test/maildir.ts';
import type { Mailbox } from './mailbox.ts';
import { openMailbox } from './open.ts';

const FOLDERS: FolderSlug[] = ['inbox', 'work', 'deleted'];
const NO_CONDSTORE = 'IMAP4rev1 UIDPLUS NAMESPACE UNSELECT';

afterEach(() => setSessionSource(null));

/** A person whose portal forgets what it has read, when told to. */
async function aForgetfulPerson(home: TestMailbox) {
  const { user, password } = home;
  const account = await Account.login({ user, password, clientAddress: '192.0.2.1' });
  onTestFinished(() => closeConnection(account));
  return { mailbox: await openMailbox(account, '1001@default'), forget: () => forgetIndexes(account) };
}

async function ids(mailbox: Mailbox, folder: FolderSlug): Promise<string[]> {
  return (await mailbox.messages({ folder, limit: 200 })).messages.map(({ id }) => id);
}

/** All that there is to know. */
async function everything(mailbox: Mailbox) {
  const pages = [];
  for (const folder of FOLDERS) {
    const first = await mailbox.messages({ folder, limit: 2 });
    const rest = await mailbox.messages({ folder, limit: 200, ...(first.next ? { before: first.next } : {}) });
    const found = await mailbox.messages({ folder, limit: 200, q: 'lovelace', status: 'new' });
    pages.push(first, rest, found);
  }
  return { summary: await mailbox.summary(), pages };
}

type Step = [name: string, act: (mailbox: Mailbox, home: TestMailbox) => Promise<unknown>];

const uid = { uid: true };

const STEPS: Step[] = [
  ['list', (mailbox) => ids(mailbox, 'inbox')],
  [
    'mark heard',
    async (mailbox) => mailbox.change({ ids: (await ids(mailbox, 'inbox')).slice(0, 2) }, { status: 'old' }),
  ],
  ['deliver', (_, { imap }) => deliver(imap, aMessage({ caller: { name: 'Ada Lovelace' } }))],
  ['deliver ordinary mail', (_, { imap }) => deliver(imap, anOrdinaryMail())],
  [
    'expunge by another client',
    async (_, { imap }) => {
      await imap.mailboxOpen('INBOX');
      await imap.messageDelete('2', uid);
    },
  ],
  ['flag by another client', (_, { imap }) => imap.messageFlagsAdd('3', ['\\Flagged'], uid)],
  ['move', async (mailbox) => mailbox.change({ ids: (await ids(mailbox, 'inbox')).slice(0, 1) }, { folder: 'work' })],
  [
    'delete',
    async (mailbox) => mailbox.change({ ids: (await ids(mailbox, 'inbox')).slice(0, 2) }, { folder: 'deleted' }),
  ],
  [
    'restore',
    async (mailbox) => mailbox.change({ ids: (await ids(mailbox, 'deleted')).slice(0, 1) }, { restore: true }),
  ],
  [
    'mark all',
    async (mailbox) => {
      const { upTo } = await mailbox.messages({ folder: 'inbox', limit: 1 });
      await mailbox.change({ filter: { folder: 'inbox', upTo: upTo ?? '' } }, { status: 'old' });
    },
  ],
  [
    'renumber',
    async (_, { imap, server, user }) => {
      await imap.mailboxClose();
      changeUidValidity(server, user);
    },
  ],
  ['purge', async (mailbox) => mailbox.purge({ ids: await ids(mailbox, 'deleted') }, { isOverQuota: false })],
];

test.each([
  ['a phone session may run', {}, 'unknown'],
  ['no phone session runs', {}, 'none'],
  ['the server has no CONDSTORE', { capabilities: NO_CONDSTORE }, 'unknown'],
] as const)('whatever is forgotten at whatever moment is answered the same, where %s', async (_, options, sessions) => {
  setSessionSource(() => sessions);
  const home = await aMailbox({ server: await aMailServer(options) });
  for (let i = 0; i < 4; i++) await deliver(home.imap, aMessage());
  const { mailbox, forget } = await aForgetfulPerson(home);
  for (const [name, act] of STEPS) {
    const before = await everything(mailbox);
    expect(before.summary.folders[0]?.total, name).toBeGreaterThan(0);
    await act(mailbox, home);
    const kept = await everything(mailbox);
    expect(kept, `${name} changes something`).not.toEqual(name === 'list' ? null : before);
    forget();
    expect(await everything(mailbox), name).toEqual(kept);
    forget();
  }
});
