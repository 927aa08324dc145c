import { rmSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { signInByPin } from '#lib/auth/pin.ts';
import { config } from '#lib/platform/config.ts';
import { beginRoll } from '#lib/platform/roll.ts';
import { codeOf, secretOf } from '#test/authenticator.ts';
import { MASTER } from '#test/conf-text.ts';
import type { MailServer } from '#test/mail-server.ts';
import { aMailbox, aMailServer, type TestMailbox } from '#test/mailbox.ts';
import { ask, cookiesOf, cookieText, sessionCookie } from '#test/session.ts';
import { followConf } from '#test/site.ts';
import { emptyFolder, removeFolders } from '#test/voicemail-conf.ts';
import { DELETE, GET, POST, PUT } from './route.ts';

const CONTEXTS = '[default]\n1001 => 4711,Ada,,,imapuser=office\n1002 => 4712,Grace,,,imapuser=office';
const PINS: Record<string, string> = { '1001': '4711', '1002': '4712' };

let server: MailServer;
let office: TestMailbox;
let audit: string;

beforeAll(async () => {
  server = await aMailServer({ master: MASTER });
  office = await aMailbox({ server, name: 'office' });
});
beforeEach(async () => {
  audit = join(emptyFolder(), 'record.jsonl');
  followConf(server, { contexts: CONTEXTS }, { SECOND_FACTOR: 'optional', AUDIT_FILE: audit });
  rmSync(config().STATE_DIR, { recursive: true, force: true });
  await beginRoll('second-factor');
});
afterAll(removeFolders);

const as = async (extension: string) => {
  const typed = { extension, context: '', pin: PINS[extension] ?? '' };
  return cookieText(await cookiesOf(await signInByPin(typed, '192.0.2.1')));
};
interface Answered {
  secret?: string;
  uri?: string;
  ticket?: string;
  recoveryCodes?: string[];
}
const call = async (handler: typeof GET, cookie: string, body?: object, headers: Record<string, string> = {}) => {
  const method = [GET, POST, PUT, DELETE].indexOf(handler);
  const init = { method: ['GET', 'POST', 'PUT', 'DELETE'][method] ?? '', cookie, headers };
  const text = body && { body: JSON.stringify(body) };
  const answer = await handler(ask('/api/second-factor', { ...init, ...text }));
  return { status: answer.status, ...((await answer.json()) as Answered) };
};
const recorded = async () =>
  (await readFile(audit, 'utf8'))
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line))
    .map(({ what, account, outcome }) => `${what} ${account} ${outcome}`);

test('a person switches it on by the code of an app, and off by another, and each is recorded', async () => {
  const ada = await as('1001');
  expect(await call(GET, ada)).toEqual({ status: 200, offered: true, on: false, recoveryCodesLeft: 0 });
  const { secret = '', uri = '', ticket } = await call(POST, ada, { pin: '4711' });
  expect(secretOf(uri)).toBe(secret);
  expect(await call(PUT, ada, { ticket, code: '000000' })).toMatchObject({
    status: 403,
    code: 'second-factor-rejected',
  });
  const { status, recoveryCodes } = await call(PUT, ada, { ticket, code: codeOf(secret) });
  expect([status, recoveryCodes?.length]).toEqual([200, 10]);
  expect(await call(GET, ada)).toEqual({ status: 200, offered: true, on: true, recoveryCodesLeft: 10 });
  expect(await call(POST, ada, { pin: '4711' })).toMatchObject({ status: 403, code: 'not-allowed' });
  expect(await call(DELETE, ada, { code: '000000' })).toMatchObject({ status: 403, code: 'second-factor-rejected' });
  // The session goes on: a wrong code ends none.
  expect(await call(DELETE, ada, { code: codeOf(secret, 1) })).toEqual({ status: 200 });
  expect(await call(GET, ada)).toMatchObject({ on: false });
  await vi.waitFor(async () =>
    expect((await recorded()).filter((line) => line.startsWith('second-factor'))).toEqual([
      'second-factor-enrolled 1001@default ok',
      'second-factor-refused 1001@default second-factor-rejected',
      'second-factor-removed 1001@default ok',
    ]),
  );
  const text = await readFile(audit, 'utf8');
  for (const one of [secret, ticket ?? '', ...(recoveryCodes ?? [])]) expect(text).not.toContain(one);
});

test("one person's sign-in touches nothing of another's, though they share a mail account", async () => {
  const [ada, grace] = [await as('1001'), await as('1002')];
  const { secret = '', ticket } = await call(POST, ada, { pin: '4711' });
  expect(await call(PUT, grace, { ticket, code: codeOf(secret, -1) })).toMatchObject({ status: 400 });
  await call(PUT, ada, { ticket, code: codeOf(secret, -1) });
  expect(await call(GET, grace)).toMatchObject({ on: false });
  for (const named of [{ mailbox: '1001@default' }, { account: '1001@default' }, {}]) {
    expect(await call(DELETE, grace, { ...named, code: codeOf(secret) })).toMatchObject({ code: 'not-allowed' });
    expect(await call(GET, ada)).toMatchObject({ on: true, recoveryCodesLeft: 10 });
  }
});

test('whoever comes by a password of the mail server has none, and another site or nobody can do nothing', async () => {
  const byPassword = await sessionCookie(office);
  expect(await call(GET, byPassword)).toMatchObject({ status: 200, offered: false });
  expect(await call(POST, byPassword, { pin: '4711' })).toMatchObject({ status: 403, code: 'not-allowed' });
  expect(await call(DELETE, byPassword, { code: '000000' })).toMatchObject({ status: 403, code: 'not-allowed' });
  const ada = await as('1001');
  for (const handler of [POST, PUT, DELETE]) {
    const elsewhere = await call(handler, ada, { ticket: 'x', code: 'x' }, { origin: 'https://evil.example' });
    expect(elsewhere).toMatchObject({ status: 403, code: 'origin-mismatch' });
    expect((await call(handler, '', { ticket: 'x', code: 'x' })).status).toBe(401);
  }
  expect((await call(GET, '')).status).toBe(401);
});
