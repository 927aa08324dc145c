import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Problem } from '#lib/api/contract.ts';
import { aGreetingSite, GREETINGS_ON, type GreetingSite, greetingsIn } from '#test/greeting-site.ts';
import { ask, sessionCookie } from '#test/session.ts';
import { emptyFolder, removeFolders } from '#test/voicemail-conf.ts';
import { recordingIn } from '#test/wav.ts';
import { DELETE, PUT } from './[kind]/route.ts';
import { GET } from './route.ts';

let site: GreetingSite;
let cookie: string;
const recordFile = `${emptyFolder()}/record.jsonl`;

beforeAll(async () => {
  site = await aGreetingSite({ general: GREETINGS_ON, settings: { AUDIT_FILE: recordFile } });
  cookie = await sessionCookie(site);
});
afterAll(removeFolders);

const wav = recordingIn('wav').bytes;
const named = (kind: string) => ({ params: Promise.resolve({ kind }) });
const put = (
  kind: string,
  body: Uint8Array | string,
  more: { query?: string; headers?: Record<string, string> } = {},
) =>
  PUT(
    ask(`/api/greetings/${kind}${more.query ?? ''}`, {
      method: 'PUT',
      cookie,
      body: Buffer.from(body),
      ...(more.headers && { headers: more.headers }),
    }),
    named(kind),
  );
const remove = (kind: string) => DELETE(ask(`/api/greetings/${kind}`, { method: 'DELETE', cookie }), named(kind));
const problemOf = async (response: Response) => {
  const { code } = (await response.json()) as Problem;
  return `${response.status} ${code}`;
};

test('PUT stores a WAV, GET tells of it, DELETE removes it, and the record has it', async () => {
  const stored = await put('temporary', wav, { query: '?endsAt=2999-01-01T00:00:00Z' });
  expect(await stored.json()).toMatchObject({
    refused: null,
    greetings: [{ kind: 'temporary', codec: 'wav49', endsAt: '2999-01-01T00:00:00.000Z' }],
    heard: { unavailable: 'temporary', busy: 'temporary' },
    maxSeconds: 600,
  });
  expect(await (await GET(ask('/api/greetings', { cookie }))).json()).toMatchObject({
    greetings: [{ kind: 'temporary' }],
  });
  expect(await greetingsIn(site)).toMatchObject([{ name: 'temp.WAV' }]);
  expect(await (await remove('temporary')).json()).toMatchObject({ greetings: [], heard: { unavailable: null } });
  await expect
    .poll(() =>
      readFileSync(recordFile, 'utf8')
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line)),
    )
    .toMatchObject([
      { what: 'greeting-changed', to: 'temporary', mailbox: '1001@default', outcome: 'ok' },
      { what: 'greeting-removed', to: 'temporary', mailbox: '1001@default', outcome: 'ok' },
    ]);
});

test('what is wrong is said, and changes nothing', async () => {
  expect(await problemOf(await put('spoken', wav))).toBe('400 request-invalid');
  expect(await problemOf(await put('unavail', wav))).toBe('400 request-invalid');
  expect(await problemOf(await put('busy', wav, { query: '?endsAt=soon' }))).toBe('400 request-invalid');
  expect(await problemOf(await put('busy', wav, { query: '?endsAt=2999-01-01T00:00:00Z' }))).toBe(
    '400 request-invalid',
  );
  expect(await problemOf(await put('busy', wav, { query: '?mailbox=1002@default' }))).toBe('404 folder-not-found');
  expect(await problemOf(await put('busy', wav, { headers: { origin: 'https://evil.example' } }))).toBe(
    '403 origin-mismatch',
  );
  expect(await problemOf(await put('busy', 'no sound'))).toBe('415 recording-unsupported');
  expect(await problemOf(await put('busy', new Uint8Array(8 * 1024 * 1024 + 1)))).toBe('413 body-too-large');
  expect(await problemOf(await remove('busy'))).toBe('404 recording-not-found');
  expect(await problemOf(await PUT(ask('/api/greetings/busy', { method: 'PUT', body: 'x' }), named('busy')))).toBe(
    '401 sign-in-required',
  );
  expect(await greetingsIn(site)).toEqual([]);
});
