import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type BadImap, misbehave } from './bad-imap.ts';
import { aMessage } from './builders.ts';
import { deliver } from './deliver.ts';
import type { MailServer } from './mail-server.ts';
import { aMailbox, pointSettingsAt, type TestMailbox } from './mailbox.ts';
import { emptyFolder } from './voicemail-conf.ts';

/** A mailbox with a message, whose greetings the mail server keeps. */
export interface GreetingSite extends TestMailbox {
  proxy: BadImap;
  /** Sets other lines of [general], or other mailboxes, and lets the portal read them. */
  say(general: string[], mailboxes?: string[]): void;
  /** Does not tell the portal where voicemail.conf is. */
  saysNothing(): void;
}

export const GREETINGS_ON = ['imapgreetings=yes', 'greetingsfolder=Greetings', 'format=wav49', 'charset=UTF-8'];

/** `1001@default` with a mail server that will go wrong when it is told to. */
export async function aGreetingSite({
  server,
  general = GREETINGS_ON,
  quotaKb,
  settings = {},
}: {
  server?: MailServer;
  general?: string[];
  quotaKb?: number;
  settings?: Record<string, string>;
} = {}): Promise<GreetingSite> {
  const mailbox = await aMailbox({ ...(server && { server }), ...(quotaKb !== undefined && { quotaKb }) });
  await deliver(mailbox.imap, aMessage());
  const proxy = await misbehave(mailbox.server);
  const line = `1001 => 4242,Ada Lovelace,ada@example.test,,imapuser=${mailbox.user}`;
  const own = { IMAP_TIMEOUT_SECONDS: '0.5', ...settings };
  const say = (lines: string[], mailboxes = [line]) => {
    const file = join(emptyFolder(), 'voicemail.conf');
    writeFileSync(file, ['[general]', ...lines, '[default]', ...mailboxes, ''].join('\n'));
    pointSettingsAt(proxy, { VOICEMAIL_CONF: file, ...own });
  };
  say(general);
  return { ...mailbox, proxy, say, saysNothing: () => pointSettingsAt(proxy, own) };
}

/** What a mail client sees in a folder: number, flags, and what each message is. */
export async function greetingsIn({ imap }: TestMailbox, folder = 'Greetings') {
  await imap.mailboxOpen(folder);
  const all = await imap.fetchAll('1:*', { uid: true, flags: true, source: true, bodyStructure: true });
  return all.map(({ uid, flags, source, bodyStructure }) => ({
    uid,
    flags: [...(flags ?? [])].filter((flag) => flag !== '\\Recent'),
    raw: (source ?? Buffer.alloc(0)).toString('latin1'),
    name: bodyStructure?.childNodes?.[1]?.parameters?.name,
  }));
}
