import { expect, test } from 'vitest';
import { aMailServer, pointSettingsAt } from '#test/mailbox.ts';
import { GET } from './route.ts';

test('GET says up where a mail server listens, and 503 down where none does', async () => {
  await aMailServer();
  const up = await GET();
  expect([up.status, await up.json()]).toEqual([200, { mailServer: 'up', connections: 'enough' }]);
  pointSettingsAt({ host: '127.0.0.1', port: 1 });
  const down = await GET();
  expect([down.status, await down.json()]).toEqual([503, { mailServer: 'down', connections: 'enough' }]);
});
