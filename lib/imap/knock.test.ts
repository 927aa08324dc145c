import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { freePort } from '#test/free-port.ts';
import { aMailServer } from '#test/mailbox.ts';
import { knock, type MailServerAddress } from './knock.ts';

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});

/** A server that treats each connection as a test wants. @returns its port */
async function listening(accept: (socket: Socket) => void, host = '127.0.0.1'): Promise<number> {
  const sockets: Socket[] = [];
  const server = createServer((socket) => {
    sockets.push(socket.on('error', () => {}));
    accept(socket);
  });
  const hangUp = () => {
    for (const socket of sockets) socket.destroy();
  };
  servers.push(server.once('close', hangUp));
  await once(server.listen(0, host), 'listening');
  return (server.address() as AddressInfo).port;
}

const at = (port: number, more: Partial<MailServerAddress> = {}): MailServerAddress => ({
  host: '127.0.0.1',
  port,
  security: 'none',
  verifiesCertificate: true,
  patienceMs: 2000,
  ...more,
});

test('knock() hears the greeting and what can be done', async () => {
  const { port } = await aMailServer();
  const said = await knock(at(port));
  expect(said).toMatchObject({ addresses: ['127.0.0.1'], tls: null, failed: null });
  expect(said.greeting).toMatch(/^\* OK .*Dovecot/);
  expect(said.capabilities).toEqual(expect.arrayContaining(['IMAP4REV1', 'STARTTLS', 'AUTH=PLAIN']));
});

test.each(['tls', 'starttls', 'if-offered'] as const)('knock() sees the certificate by %s', async (security) => {
  const { port, tlsPort } = await aMailServer();
  const { tls, failed } = await knock(at(security === 'tls' ? tlsPort : port, { security }));
  expect(failed).toBeNull();
  expect(tls).toMatchObject({ subject: 'localhost', issuer: 'localhost', isForHost: true });
  expect(tls?.version).toMatch(/^TLSv1\.[23]$/);
  expect(tls?.distrust).toBe('DEPTH_ZERO_SELF_SIGNED_CERT');
  expect(Math.round((Number(tls?.expiresAt) - Date.now()) / 86_400_000)).toBe(30);
});

test('knock() sees that a certificate is for another host', async () => {
  const { tlsPort } = await aMailServer();
  const port = await listening((socket) => socket.pipe(connect(tlsPort, '127.0.0.1')).pipe(socket), '127.0.0.2');
  const { tls } = await knock(at(port, { host: '127.0.0.2', security: 'tls' }));
  expect(tls).toMatchObject({ subject: 'localhost', isForHost: false });
});

test('knock() at a closed port, and at a name that is none', async () => {
  expect((await knock(at(await freePort()))).failed).toEqual({ step: 'connection', code: 'ECONNREFUSED' });
  expect((await knock(at(143, { host: 'no-such-host.invalid' }))).failed?.step).toBe('name');
});

test.each([
  ['says nothing', 'none', () => {}, { step: 'greeting', code: 'ETIMEDOUT' }],
  ['says nothing, and should speak TLS', 'tls', () => {}, { step: 'tls', code: 'ETIMEDOUT' }],
  ['hangs up', 'none', (socket: Socket) => socket.end(), { step: 'greeting', code: 'ECONNRESET' }],
  [
    'is none of IMAP',
    'none',
    (socket: Socket) => socket.write('220 mail\r\n'),
    { step: 'greeting', code: 'no greeting of IMAP' },
  ],
  [
    'never ends a line',
    'none',
    (socket: Socket) => socket.write('* OK '.padEnd(100_000)),
    { step: 'greeting', code: 'EMSGSIZE' },
  ],
  [
    'stops after the greeting',
    'none',
    (socket: Socket) => socket.write('* OK hi\r\n'),
    { step: 'capabilities', code: 'ETIMEDOUT' },
  ],
  ['speaks in the clear where TLS is wanted', 'tls', (socket: Socket) => socket.write('* OK hi\r\n'), { step: 'tls' }],
] as const)('knock() at a server that %s', async (_, security, accept, failed) => {
  const port = await listening(accept);
  expect((await knock(at(port, { security, patienceMs: 300 }))).failed).toMatchObject(failed);
});
