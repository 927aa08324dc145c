import { expect, test } from 'vitest';
import { refreshLamp } from '#lib/api/contract.ts';
import { readFixture } from '#test/fixtures.ts';
import { aMailbox } from '#test/mailbox.ts';
import { ask, sessionCookie } from '#test/session.ts';
import { POST } from './route.ts';

const json = { 'content-type': 'application/json', origin: 'http://localhost:3000' };

test('POST says what the lamp shows, and without AMI that nobody can be asked', async () => {
  const account = await aMailbox();
  await account.imap.append('INBOX', readFixture('dr-patel.gsm.eml'));
  const cookie = await sessionCookie(account);
  const response = await POST(ask('/api/lamp', { cookie, method: 'POST', headers: json, body: '{}' }));
  expect(refreshLamp.output.strict().parse(await response.json())).toMatchObject({
    on: true,
    new: 1,
    confirmed: false,
    reason: 'no-ami',
  });
});

test('POST for a mailbox of another person gives folder-not-found', async () => {
  const account = await aMailbox();
  await account.imap.append('INBOX', readFixture('dr-patel.gsm.eml'));
  const cookie = await sessionCookie(account);
  const path = '/api/lamp?mailbox=1002@default';
  const response = await POST(ask(path, { cookie, method: 'POST', headers: json, body: '{}' }));
  expect(await response.json()).toMatchObject({ code: 'folder-not-found', status: 404 });
});

test('POST from another site gives origin-mismatch', async () => {
  const headers = { ...json, origin: 'https://elsewhere.example' };
  const response = await POST(ask('/api/lamp', { method: 'POST', headers, body: '{}' }));
  expect(await response.json()).toMatchObject({ code: 'origin-mismatch', status: 403 });
});
