import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { inspect } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { VoicemailError } from '#lib/voicemail/errors.ts';
import { MASTER } from '#test/conf-text.ts';
import type { MailServer } from '#test/mail-server.ts';
import { aMailbox, aMailServer } from '#test/mailbox.ts';
import { cookiesOf } from '#test/session.ts';
import { followConf } from '#test/site.ts';
import { removeFolders } from '#test/voicemail-conf.ts';
import { accountOf } from './session.ts';
import { type Proven, signIn } from './sign-in.ts';
import { unseal } from './vault.ts';

const clientAddress = '192.0.2.1';
const ADA = { extension: '1001', context: 'default' };
const GRACE = { extension: '1002', context: 'default' };
const FAR = { extension: '1003', context: 'default' };

const CONTEXTS = `
[default]
1001 => 4711,Ada,,,imapuser=ada
1002 => 4712,Grace,,,imapuser=ada
1003 => 4713,Far,,,imapuser=far|imapfolder=Elsewhere
1004 => 4714,Nobody,,,
1005 => 4715,Shared,,,imapuser=ada|imapvmshareid=team
`;

let server: MailServer;

beforeAll(async () => {
  server = await aMailServer({ master: MASTER });
  for (const name of ['ada', 'far']) await aMailbox({ server, name, password: `only ${name} knows` });
});
afterAll(removeFolders);

const follow = (more: Partial<Parameters<typeof followConf>[1]> = {}) =>
  followConf(server, { contexts: CONTEXTS, ...more });

async function enter(proven: Proven) {
  const signedIn = await signIn(proven, clientAddress);
  return { ...signedIn, account: await accountOf({ cookies: await cookiesOf(signedIn), clientAddress }) };
}

const codeOf = (entering: Promise<unknown>) =>
  entering.then(
    () => 'in',
    ({ code }: VoicemailError) => code,
  );

test('signIn() of a proven mailbox opens its mail by the master login, and sees that mailbox alone', async () => {
  follow();
  const { account, name } = await enter({ name: '1001@default', mailboxes: [ADA] });
  expect(name).toBe('1001@default');
  expect(account).toMatchObject({ user: 'ada', name: '1001@default', mailboxes: ['1001@default'] });
  expect(server.log()).toMatch(/Log(ged in|in): user=<ada>/);
  expect(inspect(account, { depth: 9, showHidden: true }) + JSON.stringify(account)).not.toContain(MASTER.password);
});

test('signIn() by an IMAP password sees what the account holds, beside a voicemail.conf, too', async () => {
  follow();
  const { account } = await enter({ user: 'far', password: 'only far knows' });
  expect(account).toMatchObject({ user: 'far', name: 'far', mailboxes: null });
  expect(account.home.folders.inbox).toBe('Elsewhere');
});

test('two who share an account are two: neither connection nor cache of one is the other’s', async () => {
  follow();
  const [ada, grace] = [
    await enter({ name: '1001@default', mailboxes: [ADA] }),
    await enter({ name: '1002@default', mailboxes: [GRACE] }),
  ];
  expect(ada.account.user).toBe(grace.account.user);
  expect(ada.account.key).not.toBe(grace.account.key);
});

test('the vault keeps no password of the site, only which mailboxes were proven, under the seal', async () => {
  follow();
  const { ticket } = await signIn({ name: '1001@default', mailboxes: [ADA] }, clientAddress);
  expect(await unseal(ticket)).toEqual({ user: '1001@default', mailboxes: ['1001@default'] });
  const store = Reflect.get(globalThis, Symbol.for('lamplight.vault'));
  expect(inspect(store.get(ticket.sid), { depth: 9 })).not.toContain(MASTER.password);
});

test('a mailbox that leaves voicemail.conf leaves its session, and another login counts at once', async () => {
  follow();
  const { ticket } = await signIn({ name: '1001@default', mailboxes: [ADA] }, clientAddress);
  const visitor = { cookies: await cookiesOf({ name: '1001@default', ticket }), clientAddress };
  follow({ contexts: CONTEXTS.replace('imapuser=ada', 'imapuser=far') });
  expect(await accountOf(visitor)).toMatchObject({ user: 'far' });
  follow({ contexts: CONTEXTS.replace('1001 =>', '2001 =>') });
  expect(await codeOf(accountOf(visitor))).toBe('sign-in-required');
});

test('signIn() lets nobody in by an alias’s or another context’s name of a mailbox, nor without a voicemail.conf', async () => {
  follow({
    general: 'searchcontexts=yes\naliasescontext=aliases',
    contexts: `${CONTEXTS}[aliases]\n2000@default => 1001@default`,
  });
  const elsewhere = { extension: '1001', context: 'sales' };
  expect(await codeOf(signIn({ name: 'x', mailboxes: [elsewhere] }, clientAddress))).toBe('credentials-rejected');
  const alias = { extension: '2000', context: 'default' };
  expect(await codeOf(signIn({ name: 'x', mailboxes: [alias] }, clientAddress))).toBe('credentials-rejected');
  followConf(server, { contexts: CONTEXTS }, { VOICEMAIL_CONF: '' });
  expect(await codeOf(signIn({ name: 'x', mailboxes: [ADA] }, clientAddress))).toBe('credentials-rejected');
});

test('signIn() of several mailboxes sees those of one mail account, the first one’s', async () => {
  follow();
  const { account } = await enter({ name: 'somebody', mailboxes: [GRACE, FAR, ADA] });
  expect(account.mailboxes).toEqual(['1002@default', '1001@default']);
});

test('signIn() sees messages by the share id that they are marked with', async () => {
  follow();
  const { account } = await enter({ name: '1005@default', mailboxes: [{ extension: '1005', context: 'default' }] });
  expect(account.mailboxes).toEqual(['team@default']);
});

test('a login of the site that is refused or missing is the site’s fault, and nobody is told that their PIN is wrong', async () => {
  follow({ master: { ...MASTER, password: 'of last year' } });
  const entering = signIn({ name: '1001@default', mailboxes: [ADA] }, clientAddress);
  await expect(entering).rejects.toMatchObject({ code: 'site-misconfigured', retryAfterSeconds: 60 });
  follow();
  const nobody = { extension: '1004', context: 'default' };
  expect(await codeOf(signIn({ name: '1004@default', mailboxes: [nobody] }, clientAddress))).toBe('site-misconfigured');
});

test('imapsecret opens a mailbox where the site has no master', async () => {
  follow({ master: null, contexts: '[default]\n1001 => 1,Ada,,,imapuser=ada|imapsecret=only ada knows' });
  const { account } = await enter({ name: '1001@default', mailboxes: [ADA] });
  expect(account).toMatchObject({ user: 'ada', mailboxes: ['1001@default'] });
});

test('a master login is never made by LOGIN, which would open the master’s own mail', async () => {
  const old = createServer((socket) => {
    socket.write('* OK [CAPABILITY IMAP4rev1] ready\r\n');
    socket.on('data', (line) => socket.write(`${String(line).split(' ')[0]} OK done\r\n`));
  }).listen(0);
  await once(old, 'listening');
  followConf({ host: '127.0.0.1', port: (old.address() as AddressInfo).port }, { contexts: CONTEXTS });
  expect(await codeOf(signIn({ name: '1001@default', mailboxes: [ADA] }, clientAddress))).toBe('site-misconfigured');
  old.close();
});
