import { beforeAll, expect, test } from 'vitest';
import { accountOf } from '#lib/auth/session.ts';
import { aMailbox, type TestMailbox } from '#test/mailbox.ts';
import { ask, sessionCookie } from '#test/session.ts';
import { POST } from './route.ts';

let ada: TestMailbox;
let grace: TestMailbox;

beforeAll(async () => {
  ada = await aMailbox();
  grace = await aMailbox();
});

const post = (cookie: string, more: RequestInit = {}) =>
  POST(ask('/api/sign-out-everywhere', { method: 'POST', body: '{}', cookie, ...more }));
const isSignedIn = (cookie: string) => {
  const [name = '', value = ''] = cookie.split(/=(.*)/s);
  return accountOf({ cookies: { [name]: value }, clientAddress: '192.0.2.1' }).then(
    () => true,
    () => false,
  );
};

test("POST ends every session of the account, this one too, and nobody else's", async () => {
  const [here, elsewhere, hers] = [await sessionCookie(ada), await sessionCookie(ada), await sessionCookie(grace)];
  expect([await isSignedIn(here), await isSignedIn(elsewhere), await isSignedIn(hers)]).toEqual([true, true, true]);
  expect((await post(here)).status).toBe(200);
  expect([await isSignedIn(here), await isSignedIn(elsewhere), await isSignedIn(hers)]).toEqual([false, false, true]);
  expect(await isSignedIn(await sessionCookie(ada))).toBe(true);
});

test('POST from another site, or from nobody, ends nothing', async () => {
  const cookie = await sessionCookie(ada);
  expect((await post(cookie, { headers: { origin: 'https://evil.example' } })).status).toBe(403);
  expect((await post('')).status).toBe(401);
  expect(await isSignedIn(cookie)).toBe(true);
});
