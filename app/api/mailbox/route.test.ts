import { expect, test, vi } from 'vitest';
import { getMailbox } from '#lib/api/contract.ts';
import { endSession } from '#lib/auth/session.ts';
import { visitorOf } from '#lib/http/route.ts';
import { Account } from '#lib/imap/account.ts';
import { closeConnection } from '#lib/imap/pool.ts';
import { misbehave } from '#test/bad-imap.ts';
import { readFixture } from '#test/fixtures.ts';
import { aMailbox, pointSettingsAt } from '#test/mailbox.ts';
import { ask, sessionCookie } from '#test/session.ts';
import { GET } from './route.ts';

test('GET answers as the contract says', async () => {
  const account = await aMailbox({ quotaKb: 1024 });
  await account.imap.append('INBOX', readFixture('dr-patel.gsm.eml'));
  const response = await GET(ask('/api/mailbox', { cookie: await sessionCookie(account) }));
  expect(response.headers.get('cache-control')).toBe('no-store');
  const summary = getMailbox.output.strict().parse(await response.json());
  expect(summary).toMatchObject({
    mailbox: '1001@default',
    quota: { limitBytes: 1024 * 1024, limitMessages: null },
    quotaSupported: true,
    maxMessages: 100,
    lamp: { on: true, new: 1, confirmed: false, reason: 'no-ami' },
  });
});

test('GET of an account with no voicemail is an empty mailbox by its name', async () => {
  const account = await aMailbox({ name: 'lovelace@example.test' });
  const response = await GET(ask('/api/mailbox', { cookie: await sessionCookie(account) }));
  expect(await response.json()).toMatchObject({ mailbox: 'lovelace@default', lamp: { on: false }, quota: null });
});

test('GET with a password that no longer works is credentials-rejected, and ends the session', async () => {
  const account = await aMailbox();
  const cookie = await sessionCookie({ user: account.user, password: 'the old one' });
  const first = await GET(ask('/api/mailbox', { cookie }));
  expect(await first.json()).toMatchObject({ code: 'credentials-rejected', status: 401 });
  const second = await GET(ask('/api/mailbox', { cookie }));
  expect(await second.json()).toMatchObject({ code: 'sign-in-required' });
});

test('GET whose session ends while it is on its way says so, and blames no mail server', async () => {
  const account = await aMailbox();
  const door = await misbehave(account.server, { at: 'LIST', does: 'hang' });
  pointSettingsAt(door);
  const request = ask('/api/mailbox', { cookie: await sessionCookie(account) });
  const answer = GET(request);
  await vi.waitFor(() => expect(door.seen.join()).toContain('LIST'));
  closeConnection(Account.rejoin({ ...account, clientAddress: '' }));
  await endSession(visitorOf(request));
  expect(await (await answer).json()).toMatchObject({ code: 'sign-in-required', status: 401 });
  await door.stop();
});
