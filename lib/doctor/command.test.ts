import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { expect, test, vi } from 'vitest';
import { startNode } from '#test/child.ts';

// A busy machine takes long to start Node.
vi.setConfig({ testTimeout: 60_000 });

/** As `npm run doctor` starts it. */
const start = (settings: Record<string, string>) =>
  startNode('doctor', ['--conditions=react-server', 'doctor.ts'], {
    AUTH_SECRET: 'Zk3vQ9xW1bTfL7mRy5HcJ8pNd2GsAeUo',
    IMAP_HOST: '127.0.0.1',
    IMAP_TLS: 'none',
    ...settings,
  });

test('the command says why it cannot run', async () => {
  const doctor = start({ AUTH_SECRET: '' });
  expect(await doctor.ended).toBe(2);
  expect(doctor.log()).toContain('AUTH_SECRET: must be set');
});

test('the command ends at once at Ctrl-C, whatever it waits for', async () => {
  const silent = createServer(() => {});
  await once(silent.listen(0, '127.0.0.1'), 'listening');
  const { port } = silent.address() as AddressInfo;
  const accepted = once(silent, 'connection');
  const doctor = start({ IMAP_PORT: String(port) });
  const [socket] = await accepted;
  await vi.waitFor(() => expect(doctor.log()).toContain('voicemail.conf\n'), { timeout: 20_000 });
  process.kill(doctor.pid, 'SIGINT');
  expect(await doctor.ended).toBe(130);
  socket.destroy();
  silent.close();
});
