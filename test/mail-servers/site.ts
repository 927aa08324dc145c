import { Account } from '#lib/imap/account.ts';
import type { Mailbox } from '#lib/mailbox/mailbox.ts';
import { tidy } from '#lib/mailbox/tidy.ts';
import type { FolderSlug } from '#lib/voicemail/folder.ts';
import type { Mail } from '#test/builders.ts';
import type { AnyMailServer, MailUser } from '#test/mail-server.ts';
import { aMailboxOn, pointSettingsAt, type TestMailbox } from '#test/mailbox.ts';
import { Lamplight } from '#test/model/lamplight.ts';
import { ownMailbox } from '#test/open-mailbox.ts';
import { rawImap } from '#test/raw-imap.ts';
import { removeState } from '#test/settings.ts';
import type { MailServerKind } from './servers.ts';

/** What the portal does and shows. */
interface PortalSide {
  mailbox: Mailbox;
  /** What the portal lists, newest first: who called, status, urgent. */
  listed(folder: FolderSlug): Promise<string[]>;
  /** The ids that the portal lists, by who called. */
  ids(folder: FolderSlug, ...callers: string[]): Promise<string[]>;
  /** The portal is started anew, with its notes or without. */
  restart(notes: 'kept' | 'lost'): void;
  /** Finishes what verbs had to leave. @returns whether something still waits */
  tidy(): Promise<boolean>;
}

/** What a caller, a phone or a mail client does and sees. */
interface OtherSide {
  /** The folder's full path, as Asterisk has it on this site. */
  pathOf(name: string): string;
  /** Messages come in, into the inbox unless told. */
  receive(mails: Mail[], folder?: string): Promise<void>;
  /** What the server has in a folder, in order: who called, or the subject of ordinary mail, and the flags of IMAP's own. */
  stored(folder: string): Promise<string[]>;
  /** Says IMAP's own words in a folder, as the phone does. */
  asPhone(folder: string, ...commands: string[]): Promise<void>;
  folders(): Promise<string[]>;
}

/** One person's voicemail on a mail server of some kind. */
export type Person = PortalSide & OtherSide;

/** The settings of a site whose folders lie where this kind of server can have them. */
function settingsOf({ parentFolder }: MailServerKind): Record<string, string> {
  return parentFolder ? { IMAP_PARENT_FOLDER: parentFolder } : {};
}

/** A new account, with its first messages, at a site of the given settings. */
export async function aPerson(
  kind: MailServerKind,
  server: AnyMailServer,
  mails: Mail[],
  { settings = settingsOf(kind), ...user }: Partial<MailUser> & { settings?: Record<string, string> } = {},
): Promise<Person> {
  pointSettingsAt(server, settings);
  const account = await aMailboxOn(server, user);
  const { IMAP_FOLDER: inbox = 'INBOX', IMAP_PARENT_FOLDER: parent } = settings;
  const prefix = parent ? `${parent}${kind.separator}` : '';
  const others = otherSide(account, (name) => (name === 'INBOX' ? inbox : `${prefix}${name}`));
  await others.receive(mails);
  return { ...others, ...(await portalSide(account)) };
}

async function portalSide(account: TestMailbox<AnyMailServer>): Promise<PortalSide> {
  const mailbox = await ownMailbox(account, '1001@default');
  const rows = async (folder: FolderSlug) => (await mailbox.messages({ folder, limit: 200 })).messages;
  return {
    mailbox,
    async listed(folder) {
      return (await rows(folder)).map(({ caller, status, urgent }) =>
        [caller.name, status, ...(urgent ? ['urgent'] : [])].join(' '),
      );
    },
    async ids(folder, ...callers) {
      const named = (await rows(folder)).map(({ id, caller }) => ({ id, name: caller.name ?? '' }));
      if (callers.length === 0) return named.map(({ id }) => id);
      return callers.flatMap((name) => named.find((row) => row.name === name)?.id ?? []);
    },
    restart(notes) {
      new Lamplight(account).restart();
      if (notes === 'lost') removeState();
    },
    tidy: () => tidy(Account.rejoin({ ...account, clientAddress: '192.0.2.1' })),
  };
}

function otherSide(
  { server, user, password, imap }: TestMailbox<AnyMailServer>,
  pathOf: OtherSide['pathOf'],
): OtherSide {
  return {
    pathOf,
    async receive(mails, folder = 'INBOX') {
      const isThere = (await imap.list()).some(({ path }) => path === pathOf(folder));
      if (!isThere) await imap.mailboxCreate(pathOf(folder));
      for (const { raw, flags, arrivedAt } of mails) await imap.append(pathOf(folder), raw, flags, arrivedAt);
    },
    async stored(folder) {
      await imap.mailboxOpen(pathOf(folder));
      if (imap.mailbox && imap.mailbox.exists === 0) return [];
      const query = { flags: true, headers: ['Subject', 'X-Asterisk-VM-Caller-ID-Name'] };
      return (await imap.fetchAll('1:*', query)).map(({ headers, flags }) =>
        [nameIn(String(headers)), ...[...(flags ?? [])].filter(isLasting).sort()].join(' '),
      );
    },
    async asPhone(folder, ...commands) {
      const phone = await rawImap(server, { name: user, password });
      for (const command of [`SELECT "${pathOf(folder)}"`, ...commands]) await phone.say(command);
      phone.close();
    },
    folders: async () => (await imap.list()).map(({ pathAsListed }) => pathAsListed),
  };
}

function nameIn(headers: string): string {
  const [, caller] = /^X-Asterisk-VM-Caller-ID-Name: (.*)\r$/im.exec(headers) ?? [];
  const [, subject] = /^Subject: (.*)\r$/im.exec(headers) ?? [];
  return caller ?? subject ?? '';
}

/** Neither what ends with the session nor the portal's own notes. */
const isLasting = (flag: string): boolean => flag.startsWith('\\') && flag !== '\\Recent';
