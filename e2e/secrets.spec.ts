import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { APIRequestContext } from '@playwright/test';
import type { Misbehaviour } from '#test/bad-imap-plan.ts';
import { aMessage } from '#test/builders.ts';
import { expect, signIn, test } from './portal.ts';
import type { Account, Site } from './site.ts';

const CALLERS = [
  { name: 'Zaphod Beeblebrox', number: '+15550104242' },
  { name: 'Trillian Astra', number: '+15550107777' },
  { name: 'Marvin; DROP "x" <\u00e9>', number: '+15550101111' },
];
/** What the mail server does wrong in the course of the story. */
const TROUBLE: Misbehaviour[] = [
  { at: 'SELECT', does: 'bad', times: 2 },
  { at: 'SEARCH', does: 'garbage', times: 2 },
  { at: 'FETCH', does: 'no', times: 2 },
  { at: 'STORE', does: 'drop', times: 2 },
  { at: 'COPY', does: 'bye', times: 2 },
  { at: 'LIST', does: 'no', code: 'UNAVAILABLE', times: 2 },
];

/** As it would stand in a text, an address, a form, JSON, or a SASL PLAIN answer. */
function spellings(secret: string): string[] {
  const json = JSON.stringify(secret).slice(1, -1);
  const base64 = Buffer.from(secret).toString('base64').replace(/=+$/, '').slice(0, -1);
  return [secret, json, encodeURIComponent(secret), secret.replaceAll(' ', '+'), base64];
}

async function listed(request: APIRequestContext, query = ''): Promise<string[]> {
  const answer = await request.get(`/api/messages?folder=inbox${query}`);
  const { messages = [] } = await answer.json();
  return messages.map(({ id }: { id: string }) => id);
}

/** All that a person does in a day. */
async function aDay(request: APIRequestContext, { url }: Site): Promise<void> {
  const headers = { origin: url };
  const change = (data: object) => request.patch('/api/messages', { data, headers });
  await request.get('/inbox');
  await request.get('/api/mailbox');
  for (const { name, number } of CALLERS) {
    await listed(request, `&q=${encodeURIComponent(name)}`);
    await request.get(`/inbox?q=${encodeURIComponent(number)}`);
  }
  const [first = 'inbox.1.1', ...others] = await listed(request);
  for (const id of [first, ...others]) {
    await request.get(`/api/messages/${id}/recording`, { headers: { range: 'bytes=0-99' } });
    await request.get(`/api/messages/${id}/recording?download&tz=Asia/Kathmandu`);
  }
  await change({ ids: [first], status: 'old' });
  await change({ ids: [first], status: 'new', note: CALLERS[0]?.name });
  const deleted = await (await change({ ids: [first], folder: 'deleted' })).json();
  await change({ ids: [deleted.messages?.[0]?.id ?? 'deleted.1.1'], restore: true });
  await request.delete('/api/messages', { data: { ids: [first, CALLERS[1]?.number] }, headers });
  if (others.length > 1) {
    const { messages = [] } = await (await change({ ids: [others[0]], folder: 'deleted' })).json();
    await request.delete('/api/messages', { data: { ids: messages.map(({ id }: { id: string }) => id) }, headers });
  }
}

test.describe('a day with trouble', () => {
  let folder: string;
  test.beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'secrets-'));
  });
  test.afterAll(() => rmSync(folder, { recursive: true }));

  test('leaves no password, token or caller in what the portal says, and only deeds in its record', async ({
    openAccount,
    openSite,
    playwright,
  }) => {
    test.setTimeout(300_000);
    const file = join(folder, 'record.jsonl');
    const site = await openSite({ settings: { LOG_LEVEL: 'trace', AUDIT_FILE: file, IMAP_TIMEOUT_SECONDS: '2' } });
    const account: Account = await openAccount({ password: 'Slartibartfast 42 ü' }, site);
    for (const caller of CALLERS) await account.receive(aMessage({ caller }));
    const request = await playwright.request.newContext({ baseURL: site.url });

    await signIn(request, { name: account.name, password: 'Not the one 23' }, 401);
    await signIn(request, { name: account.name, password: 'line\r\nbreak 99' }, 401);
    await signIn(request, account);
    await aDay(request, site);
    for (const trouble of TROUBLE) {
      site.door.misbehave(trouble);
      await aDay(request, site);
    }
    site.door.behave();
    await signIn(request, account);
    await aDay(request, site);
    const { cookies } = await request.storageState();
    const { csrfToken } = await (await request.get('/api/auth/csrf')).json();
    await request.post('/api/auth/signout', { form: { csrfToken, json: 'true' } });

    const tokens = cookies
      .filter(({ name }) => name.includes('token'))
      .flatMap(({ value }) => [value, decodeURIComponent(value)]);
    const secrets = ['Slartibartfast', 'Not the one', 'break 99', ...tokens, csrfToken];
    const callers = CALLERS.flatMap(({ name, number }) => [name.split(/[ ;]/)[0] ?? '', number.slice(2)]);
    await expect.poll(() => readFileSync(file, 'utf8')).toContain('"signed-out"');
    const said = site.log();
    const record = readFileSync(file, 'utf8');
    expect(said.split('\n').length).toBeGreaterThan(100);
    for (const secret of [...secrets, ...callers].filter((text) => text.length > 5)) {
      for (const spelling of spellings(secret)) {
        const lines = `${said}\n${record}`.split('\n').filter((line) => line.includes(spelling));
        expect.soft(lines, secret).toEqual([]);
      }
    }
    const deeds = new Set(
      record
        .split('\n')
        .filter(Boolean)
        .map((line) => JSON.parse(line).what),
    );
    expect([...deeds].sort()).toEqual(
      [
        'deleted',
        'downloaded',
        'listened',
        'marked',
        'purged',
        'refused',
        'restored',
        'signed-in',
        'signed-out',
      ].sort(),
    );
    await request.dispose();
  });
});
