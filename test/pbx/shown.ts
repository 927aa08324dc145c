import { isDeepStrictEqual } from 'node:util';
import { textOf } from '#lib/site/bytes.ts';
import { loginOf } from '#lib/site/login.ts';
import type { Site } from '#lib/site/site.ts';
import type { SiteMailbox } from '#lib/site/site-mailbox.ts';
import { askAsterisk } from './ask.ts';

/** Who may open every mailbox of the tests. */
export const MASTER = { name: 'asterisk', password: 'the master of all mailboxes' };

/** How an Asterisk understands its voicemail.conf, in lines whose blanks do not count. */
export interface Shown {
  /** `voicemail show users`: context, mailbox, name, zone. */
  users: string[];
  /** `voicemail show users for …` each context: how many. */
  contexts: string[];
  /** `voicemail show zones`: name, zone, format. */
  zones: string[];
  /** `voicemail show aliases`: alias, mailbox. */
  aliases: string[];
  /** AMI's VoicemailUsersList, which leaves out mailboxes that it cannot reach on the mail server they name. */
  reached: string[];
}

/** What a running Asterisk says. @param contexts whose users to ask for */
export async function shownByAsterisk(amiPort: number, contexts: string[]): Promise<Shown> {
  const perContext = contexts.map((context) => `voicemail show users for ${context}`);
  const commands = ['voicemail show users', 'voicemail show zones', 'voicemail show aliases', ...perContext];
  const { said, users } = await askAsterisk(amiPort, commands);
  const [all = [], zones = [], aliases = [], ...each] = said;
  return {
    users: rows(all, 1).map((line) => line.replace(/ \S+$/, '')),
    contexts: contexts.map((context, index) => `${context} ${rows(each[index] ?? [], 1).length}`),
    zones: effective(rows(zones, 1)),
    aliases: rows(aliases, 2).sort(),
    reached: users.map(reachedLine),
  };
}

/** What we make of the same file. */
export function shownByUs(site: Site): Shown {
  const reachable = site.mailboxes.filter((mailbox) => isReachable(site, mailbox));
  return {
    users: site.mailboxes.map(({ address, name, zone }) =>
      tidy(`${address.context} ${address.extension} ${name} ${zone ?? ''}`),
    ),
    contexts: contextsOf(site).map((context) => `${context} ${inContext(site, context)}`),
    zones: [...site.zones].map(([name, { timeZone, format }]) => tidy(`${name} ${timeZone} ${format}`)).sort(),
    aliases: [...site.aliases].map(([alias, mailbox]) => tidy(`${alias} ${mailbox}`)).sort(),
    reached: reachable.map(reachedByUs),
  };
}

/** Where two differ; `null` when they do not. */
export function differences(theirs: Shown, ours: Shown): Partial<Record<keyof Shown, unknown>> | null {
  const keys = (Object.keys(theirs) as (keyof Shown)[]).filter((key) => !isDeepStrictEqual(theirs[key], ours[key]));
  return keys.length === 0
    ? null
    : Object.fromEntries(keys.map((key) => [key, { theirs: theirs[key], ours: ours[key] }]));
}

/** Those that one can name on Asterisk's console. */
export function contextsOf({ mailboxes }: Site): string[] {
  return [...new Set(mailboxes.map(({ address }) => address.context))].filter((name) => /^[!-~]+$/.test(name));
}

const inContext = ({ mailboxes }: Site, context: string) =>
  mailboxes.filter(({ address }) => address.context === context).length;

/** Below the heading; a table that has nothing in it has no heading either. */
function rows(lines: string[], headings: number): string[] {
  if (!/^(Context|Zone|Aliases context:) /.test(lines[0] ?? '')) return [];
  return lines
    .slice(headings)
    .map(tidy)
    .filter((line) => line !== '' && !/^\d+ voicemail users configured\.$/.test(line));
}

/** Asterisk shows the zone that counts before those of the same name that do not. */
function effective(zones: string[]): string[] {
  const first = new Map(zones.toReversed().map((line) => [line.split(' ')[0], line]));
  return [...first.values()].sort();
}

/** A line has one encoding, and columns of any width. */
function tidy(bytes: string): string {
  return textOf(bytes).replaceAll(/\s+/g, ' ').trim();
}

const FIELDS = [
  ...['VMContext', 'VoiceMailbox', 'Fullname', 'Email', 'Pager', 'Language', 'TimeZone', 'DeleteMessage'],
  ...['MaxMessageCount', 'MaxMessageLength', 'IMAPUser'],
];

function reachedLine(block: string[]): string {
  const fields = new Map(block.map((line) => [line.split(': ')[0], line.replace(/^[^:]*: ?/, '')]));
  return FIELDS.map((field) => tidy(fields.get(field) ?? '')).join(' | ');
}

/** What every login of the tests has for a password. */
export const PASSWORD = 'secret';

function isReachable(site: Site, mailbox: SiteMailbox): boolean {
  const login = loginOf(site, mailbox);
  if (login === null || !mailbox.mailServer.isValid || /[/:}]/.test(mailbox.user ?? '')) return false;
  // That of the master opens all; an account that is no master opens none but its own.
  return login.user === MASTER.name || (login.authorizationId === null && login.password.reveal() === PASSWORD);
}

function reachedByUs({
  address,
  name,
  emails,
  pager,
  language,
  zone,
  deletesMailed,
  limits,
  user,
}: SiteMailbox): string {
  const { maxMessages, maxSeconds } = limits;
  const fields = [address.context, address.extension, name, emails.join('|'), pager, language ?? '', zone ?? ''];
  return [...fields, deletesMailed ? 'Yes' : 'No', maxMessages, maxSeconds, user]
    .map((field) => tidy(String(field)))
    .join(' | ');
}
