import { existsSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { ImapFlow } from 'imapflow';
import { expect, test } from 'vitest';
import { imapClient } from './imap-client.ts';
import { startMailServer } from './mail-server.ts';
import { aMailbox, aMailServer } from './mailbox.ts';

test.each([
  { way: 'STARTTLS', secure: false },
  { way: 'TLS from the first byte', secure: true },
])('startMailServer() has a certificate that can be verified by $way', async ({ secure }) => {
  const { server, user, password } = await aMailbox();
  const client = new ImapFlow({
    host: 'localhost',
    port: secure ? server.tlsPort : server.port,
    secure,
    ...(secure ? {} : { doSTARTTLS: true }),
    tls: { ca: readFileSync(server.caFile) },
    auth: { user, pass: password },
    logger: false,
  });
  await client.connect();
  expect(client.secureConnection).toBe(true);
  await client.logout();
});

test('startMailServer() refuses wrong passwords without a delay that grows', async () => {
  const { server, user } = await aMailbox();
  // With the delay, which grows to 17 s, these would take more than a test may.
  for (const name of [user, user, 'nobody', user, user]) {
    const refusal = { serverResponseCode: 'AUTHENTICATIONFAILED' };
    await expect(imapClient(server, { name, password: 'wrong' })).rejects.toMatchObject(refusal);
  }
});

test('startMailServer() counts storage and messages for each user', async () => {
  const { imap } = await aMailbox({ quotaKb: 64, quotaMessages: 2 });
  await imap.append('INBOX', Buffer.from('Subject: one\r\n\r\n'));
  const quota = await imap.getQuota('INBOX');
  expect(quota).toMatchObject({ message: { usage: 1, limit: 2 }, storage: { limit: 64 * 1024 } });
  await imap.append('INBOX', Buffer.from('Subject: two\r\n\r\n'));
  await expect(imap.append('INBOX', Buffer.from('Subject: three\r\n\r\n'))).rejects.toMatchObject({
    serverResponseCode: 'OVERQUOTA',
  });
});

test('startMailServer() without quota, with other capabilities and below a prefix is such a server', async () => {
  const server = await aMailServer({
    quota: false,
    capabilities: 'IMAP4rev1 IDLE NAMESPACE',
    separator: '.',
    prefix: 'INBOX.',
  });
  const { imap } = await aMailbox({ server });
  expect(await imap.getQuota('INBOX')).toBe(false);
  expect([...imap.capabilities.keys()]).not.toContain('UIDPLUS');
  expect(imap.namespace).toMatchObject({ prefix: 'INBOX.', delimiter: '.' });
});

test('stop() leaves neither a listener nor a file, and may be said twice', async () => {
  const server = await startMailServer({ users: [{ name: 'ada', password: 'ada' }] });
  const client = await imapClient(server, { name: 'ada', password: 'ada' });
  await server.stop();
  client.close();
  await server.stop();
  expect(existsSync(dirname(server.caFile))).toBe(false);
  await expect(imapClient(server, { name: 'ada', password: 'ada' })).rejects.toMatchObject({ code: 'ECONNREFUSED' });
});
