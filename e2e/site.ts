import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { ImapFlow } from 'imapflow';
import { type BadImap, misbehave } from '#test/bad-imap.ts';
import type { Mail } from '#test/builders.ts';
import { type ConfText, confText } from '#test/conf-text.ts';
import { deliver } from '#test/deliver.ts';
import type { MailServerOptions } from '#test/dovecot-conf.ts';
import { freePort } from '#test/free-port.ts';
import { imapClient } from '#test/imap-client.ts';
import { type MailServer, type MailUser, startMailServer } from '#test/mail-server.ts';
import { type PortalOptions, startPortal } from '#test/portal.ts';
import { confAlone } from '#test/settings.ts';

/** A portal, its mail server, and the door between them, which can be told to go wrong. */
export interface Site {
  url: string;
  mailServer: MailServer;
  door: BadImap;
  /** What the portal has said so far. */
  log(): string;
  /** Stops the portal and starts it again, at the same address. */
  restart(): Promise<void>;
  stop(): Promise<void>;
}

export interface SiteOptions {
  /** What the portal is told beside where its mail server is. */
  settings?: Record<string, string>;
  mail?: MailServerOptions;
  /** What voicemail.conf says beside where the mail server is; the portal is told of that file alone then. */
  conf?: ConfText;
}

/** @param name tells its log from those of other sites */
export async function openSite(
  name: string,
  { settings: given = {}, mail = {}, conf }: SiteOptions = {},
): Promise<Site> {
  const mailServer = await startMailServer(mail);
  const door = await misbehave(mailServer);
  const settings = conf ? { ...confAlone(writeConf(name, confText(door, conf))), ...given } : given;
  const options: PortalOptions = { port: await freePort(), mode: 'production', name, settings };
  let portal = await startPortal(door, options);
  return {
    url: portal.url,
    mailServer,
    door,
    log: () => portal.log(),
    async restart() {
      await portal.stop();
      portal = await startPortal(door, options);
    },
    async stop() {
      await portal.stop();
      await door.stop();
      await mailServer.stop();
    },
  };
}

function writeConf(name: string, text: string): string {
  const folder = resolve('.cache/site', name);
  mkdirSync(folder, { recursive: true });
  const path = join(folder, 'voicemail.conf');
  writeFileSync(path, text);
  return path;
}

/** Someone with a voicemail account of their own, seen from the mail server's side. */
export interface Account extends MailUser {
  /** A client beside the portal's, which does not pass the door. */
  imap: ImapFlow;
  /** A message comes in, into INBOX unless told. @returns its UID */
  receive(mail: Mail, folder?: string): Promise<number>;
  /** Whether the mail server has it as `\Seen`. */
  isHeard(uid: number, folder?: string): Promise<boolean>;
}

let accounts = 0;

/** An account that nobody else has. */
export async function openAccount(
  { mailServer }: Pick<Site, 'mailServer'>,
  wish: Partial<MailUser> = {},
): Promise<Account> {
  accounts += 1;
  const user = { name: `person-${accounts}`, password: `never shown ${accounts}`, ...wish };
  mailServer.addUser(user);
  const imap = await imapClient(mailServer, user);
  return {
    ...user,
    imap,
    receive: (mail, folder) => deliver(imap, mail, folder),
    isHeard: (uid, folder = 'INBOX') => isHeard(imap, uid, folder),
  };
}

async function isHeard(imap: ImapFlow, uid: number, folder: string): Promise<boolean> {
  // Opened anew each time: a folder that stays open may show what was.
  await imap.mailboxOpen(folder);
  const heard = await imap.search({ seen: true }, { uid: true });
  return (heard || []).includes(uid);
}
