import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { inspect } from 'node:util';
import { expect, test } from 'vitest';
import { describeCause } from '#lib/platform/log.ts';
import { VoicemailError } from '#lib/voicemail/errors.ts';
import { aMailbox, aMailServer, pointSettingsAt } from '#test/mailbox.ts';
import { Account } from './account.ts';

const clientAddress = '192.0.2.1';

test('login() proves a name and password, and the account shows the password to nobody who looks', async () => {
  const { user, password } = await aMailbox();
  const account = await Account.login({ user, password, clientAddress });
  expect(account.user).toBe(user);
  expect(`${inspect(account, { depth: 9, showHidden: true })} ${JSON.stringify(account)}`).not.toContain(password);
});

test('login() with a wrong password is credentials-rejected, and so is an unknown name', async () => {
  const { user } = await aMailbox();
  const refusal = { code: 'credentials-rejected' };
  await expect(Account.login({ user, password: 'wrong', clientAddress })).rejects.toMatchObject(refusal);
  await expect(Account.login({ user: 'nobody', password: 'wrong', clientAddress })).rejects.toMatchObject(refusal);
});

test('login() where nobody listens is mail-server-unreachable', async () => {
  pointSettingsAt({ host: '127.0.0.1', port: 1 });
  const error = await Account.login({ user: 'ada', password: 'secret', clientAddress }).catch((e: Error) => e);
  expect(error).toMatchObject({ code: 'mail-server-unreachable', retryAfterSeconds: 20 });
  expect(inspect(error, { depth: 9 })).not.toContain('secret');
});

test.each([
  { tls: 'starttls', verify: 'true', outcome: 'mail-server-unreachable' },
  { tls: 'starttls', verify: 'false', outcome: 'in' },
  { tls: 'tls', verify: 'true', outcome: 'mail-server-unreachable' },
  { tls: 'tls', verify: 'false', outcome: 'in' },
])(
  'login() by $tls with IMAP_TLS_VERIFY=$verify and a certificate of unknown origin: $outcome',
  async ({ tls, verify, outcome }) => {
    const server = await aMailServer();
    const { user, password } = await aMailbox({ server });
    const port = tls === 'tls' ? server.tlsPort : server.port;
    pointSettingsAt({ host: 'localhost', port }, { IMAP_TLS: tls, IMAP_TLS_VERIFY: verify });
    const result = Account.login({ user, password, clientAddress }).then(
      () => 'in',
      ({ code }) => code,
    );
    expect(await result).toBe(outcome);
  },
);

test('login() by STARTTLS refuses a server that has none, and sends it no password', async () => {
  const server = await aMailServer({ tls: false });
  const { user, password } = await aMailbox({ server });
  pointSettingsAt(server, { IMAP_TLS: 'starttls' });
  await expect(Account.login({ user, password, clientAddress })).rejects.toMatchObject({
    code: 'mail-server-unreachable',
  });
  // The one login is the test's own client's.
  expect(server.log().match(/(Login|Logged in): user/g)).toHaveLength(1);
});

test('login() at a server that quotes what it does not understand leaves no password in the error', async () => {
  const parrot = createServer((socket) => {
    socket.write('* OK [CAPABILITY IMAP4rev1] Hello\r\n');
    socket.on('data', (line) => socket.write(`${line.toString().split(' ')[0]} BAD Unknown: ${line}`));
  }).listen(0);
  await once(parrot, 'listening');
  pointSettingsAt({ host: '127.0.0.1', port: (parrot.address() as AddressInfo).port });
  const error = await Account.login({ user: 'ada', password: 'pass-word', clientAddress }).catch((e: Error) => e);
  parrot.close();
  expect(error).toBeInstanceOf(VoicemailError);
  expect(inspect(error, { depth: 9 })).toContain('cause');
  expect(`${inspect(error, { depth: 9 })} ${JSON.stringify(describeCause(error))}`).not.toContain('pass-word');
});
