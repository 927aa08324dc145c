import { afterAll, beforeEach, expect, test } from 'vitest';
import { Account } from '#lib/imap/account.ts';
import { addressText, parseAddress } from '#lib/voicemail/address.ts';
import { MASTER } from '#test/conf-text.ts';
import { followConf } from '#test/site.ts';
import { removeFolders } from '#test/voicemail-conf.ts';
import { maxMessagesOf, phoneAddressOf, siteMailboxes } from './at-the-site.ts';
import { phoneMailboxes } from './proven.ts';

afterAll(removeFolders);

const NOWHERE = { host: '127.0.0.1', port: 143 };
const CONTEXTS = `
[default]
1001 => 1,Ada,,,imapuser=office|maxmsg=7
1005 => 5,Reception,,,imapuser=Office|imapvmshareid=team
1006 => 6,Night desk,,,imapuser=office|imapvmshareid=team
1007 => 7,Elsewhere,,,imapuser=office|imapserver=mail2.example
1008 => 8,Another,,,imapuser=other
`;

const office = (name = '1001@default') =>
  Account.rejoin({
    user: MASTER.name,
    password: MASTER.password,
    authorizationId: 'office',
    clientAddress: '192.0.2.1',
    proof: { name, mailboxes: [name] },
  });
const address = (text: string) => parseAddress(text) ?? { extension: '', context: '' };
const follow = (more: Record<string, string> = {}) =>
  followConf(NOWHERE, { contexts: CONTEXTS, general: 'maxmsg=42' }, more);

beforeEach(() => void follow());

test('siteMailboxes() are those of one login on one server, in whatever case', () => {
  const texts = siteMailboxes(office()).map((mailbox) => addressText(mailbox.address));
  expect(texts).toEqual(['1001@default', '1005@default', '1006@default']);
});

test('phoneMailboxes() has who shares the account, though no message says so: their phones could be hurt', () => {
  expect(phoneMailboxes(office()).map(addressText)).toEqual(['1001@default', '1005@default', '1006@default']);
  follow({ VOICEMAIL_CONF: '' });
  expect(phoneMailboxes(office())).toEqual([]);
});

test.each([
  ['1006@default', 'team@default', '1006@default'],
  ['1001@default', 'team@default', '1005@default'],
  ['1001@default', '1001@default', '1001@default'],
  ['1001@default', '9999@default', '9999@default'],
])('phoneAddressOf() for %s: what is marked %s is %s on the phone', (name, marked, onPhone) => {
  expect(addressText(phoneAddressOf(office(name), address(marked)))).toBe(onPhone);
});

test('maxMessagesOf() is MAX_MESSAGES, else maxmsg of the mailbox, else that of all, else 100', () => {
  expect(maxMessagesOf(office(), address('1001@default'))).toBe(7);
  expect(maxMessagesOf(office(), address('team@default'))).toBe(42);
  expect(maxMessagesOf(office(), address('9999@default'))).toBe(42);
  follow({ MAX_MESSAGES: '3' });
  expect(maxMessagesOf(office(), address('1001@default'))).toBe(3);
  follow({ VOICEMAIL_CONF: '' });
  expect(maxMessagesOf(office(), address('1001@default'))).toBe(100);
});
