import { once } from 'node:events';
import { type AddressInfo, connect, createServer } from 'node:net';
import { afterAll, expect, test } from 'vitest';
import { linesWith } from '#test/doctor-room.ts';
import { aMailServer } from '#test/mailbox.ts';
import { removeFolders } from '#test/voicemail-conf.ts';

afterAll(removeFolders);

const DISTRUST =
  'mail server: The certificate of localhost cannot be trusted: it signed itself (DEPTH_ZERO_SELF_SIGNED_CERT)';
const lines = async (level: 'danger' | 'warning', settings: Record<string, string>) =>
  (await linesWith(level, settings)).filter((line) => line.startsWith('mail server'));

test('a certificate for another host, of nobody one knows, is a danger where it is checked', async () => {
  const { tlsPort } = await aMailServer();
  const relay = createServer((socket) => {
    const upstream = connect(tlsPort, '127.0.0.1');
    for (const end of [socket, upstream]) end.on('error', () => {});
    socket.pipe(upstream).pipe(socket);
  });
  await once(relay.listen(0, '127.0.0.2'), 'listening');
  const { port } = relay.address() as AddressInfo;
  const settings = { IMAP_HOST: '127.0.0.2', IMAP_PORT: String(port), IMAP_TLS: 'tls' };
  const wrongHost = 'mail server: The certificate is for localhost, not for 127.0.0.2';
  expect(await lines('danger', settings)).toEqual([wrongHost, DISTRUST]);
  const unchecked = { ...settings, IMAP_TLS_VERIFY: 'false' };
  expect(await lines('danger', unchecked)).toEqual(['mail server: The certificate is not checked']);
  expect(await lines('warning', unchecked)).toEqual([wrongHost, DISTRUST]);
  relay.close();
});

test('STARTTLS that is required and not offered is a danger', async () => {
  const { host, port } = await aMailServer({ tls: false });
  expect(await lines('danger', { IMAP_HOST: host, IMAP_PORT: String(port) })).toEqual([
    `mail server: ${host}:${port} does not offer STARTTLS, which is required`,
  ]);
});

test('TLS from the first byte at a port that begins in the clear is a danger', async () => {
  const { host, port } = await aMailServer();
  const [told] = await lines('danger', { IMAP_HOST: host, IMAP_PORT: String(port), IMAP_TLS: 'tls' });
  expect(told).toContain(`${host}:${port} does not speak TLS`);
});
