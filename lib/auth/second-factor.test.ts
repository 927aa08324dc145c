import { rmSync, writeFileSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { config } from '#lib/platform/config.ts';
import { beginRoll } from '#lib/platform/roll.ts';
import type { VoicemailError } from '#lib/voicemail/errors.ts';
import { codeOf } from '#test/authenticator.ts';
import { MASTER } from '#test/conf-text.ts';
import type { MailServer } from '#test/mail-server.ts';
import { aMailbox, aMailServer } from '#test/mailbox.ts';
import { cookiesOf } from '#test/session.ts';
import { followConf } from '#test/site.ts';
import { removeFolders } from '#test/voicemail-conf.ts';
import { signInByPin } from './pin.ts';
import { beginFactor, factorState, switchFactorOff, switchFactorOn } from './second-factor.ts';
import { accountOf } from './session.ts';

const CONTEXTS = `
[default]
1001 => 4711,Ada,,,imapuser=office
1002 => 4712,Grace,,,imapuser=office
[sales]
1001 => 4717,Ada of sales,,,imapuser=office
`;
/** The middle of a time step. */
const NOON = new Date('2026-11-22T12:00:15Z');

let server: MailServer;
let tries = 0;

/** As from a browser of its own: what is counted here belongs to other tests. */
const address = () => {
  tries += 1;
  return `198.51.${Math.floor(tries / 250)}.${tries % 250}`;
};

const PINS: Record<string, string> = { '1001': '4711', '1002': '4712', '1001@sales': '4717' };

/** @returns who is let in, or why not */
const enter = (extension: string, { pin = PINS[extension] ?? '', code = '', from = address() } = {}) =>
  signInByPin({ extension, context: '', pin, code }, from).then(
    ({ name }) => name,
    ({ code: refusal }: VoicemailError) => refusal,
  );

async function accountBy(extension: string, code = '') {
  const clientAddress = address();
  const signedIn = await signInByPin({ extension, context: '', pin: PINS[extension] ?? '', code }, clientAddress);
  return accountOf({ cookies: await cookiesOf(signedIn), clientAddress });
}

/** @returns the secret in the app, the recovery codes, and the session that switched it on */
async function enrol(extension: string) {
  const account = await accountBy(extension);
  const { secret, ticket } = await beginFactor(account, PINS[extension] ?? '');
  const recoveryCodes = await switchFactorOn(account, ticket, codeOf(secret, -1));
  return { secret, recoveryCodes, account };
}

const codeOfError = ({ code }: VoicemailError) => code;
const stateFolder = (name: string) => join(config().STATE_DIR, name);

const settings = (more: Record<string, string> = {}) =>
  followConf(server, { contexts: CONTEXTS }, { SECOND_FACTOR: 'optional', ...more });

beforeAll(async () => {
  server = await aMailServer({ master: MASTER });
  await aMailbox({ server, name: 'office' });
});
beforeEach(async () => {
  for (const kind of ['network', 'pair', 'strangers', 'strangersToday', 'codesToday']) {
    Reflect.deleteProperty(globalThis, Symbol.for(`lamplight.tries-${kind}`));
  }
  vi.useFakeTimers({ now: NOON, toFake: ['Date'] });
  settings();
  rmSync(config().STATE_DIR, { recursive: true, force: true });
  await beginRoll('second-factor');
});
afterAll(() => {
  vi.useRealTimers();
  removeFolders();
});

test('once it is on, a PIN asks for a code, and a code lets in', async () => {
  expect(await enter('1001')).toBe('1001@default');
  const { secret } = await enrol('1001');
  expect(await enter('1001')).toBe('second-factor-required');
  expect(await enter('1001', { code: '000000' })).toBe('second-factor-rejected');
  expect(await enter('1001', { code: codeOf(secret) })).toBe('1001@default');
  expect(await enter('1001@default', { pin: '4711' })).toBe('second-factor-required');
});

test('a code of the step before and after counts, and none of further away', async () => {
  const { secret } = await enrol('1001');
  vi.setSystemTime(NOON.getTime() + 300_000);
  for (const steps of [-2, 2])
    expect(await enter('1001', { code: codeOf(secret, steps) })).toBe('second-factor-rejected');
  for (const steps of [-1, 0, 1]) expect(await enter('1001', { code: codeOf(secret, steps) })).toBe('1001@default');
});

test('a code counts once, that which switched it on too, and none from before it', async () => {
  const { secret } = await enrol('1001');
  expect(await enter('1001', { code: codeOf(secret, -1) })).toBe('second-factor-rejected');
  expect(await enter('1001', { code: codeOf(secret, 1) })).toBe('1001@default');
  for (const steps of [-1, 0, 1])
    expect(await enter('1001', { code: codeOf(secret, steps) })).toBe('second-factor-rejected');
});

test('of many who bring one code at once, one gets in', async () => {
  const { secret, recoveryCodes } = await enrol('1001');
  for (const code of [codeOf(secret), recoveryCodes[0] ?? '']) {
    const said = await Promise.all(Array.from({ length: 5 }, () => enter('1001', { code })));
    expect(said.sort()).toEqual(['1001@default', ...Array(4).fill('second-factor-rejected')]);
  }
});

test('each recovery code counts once, however it is written', async () => {
  const { recoveryCodes, account } = await enrol('1001');
  const [first = '', second = ''] = recoveryCodes;
  expect(await enter('1001', { code: first })).toBe('1001@default');
  expect(await enter('1001', { code: first })).toBe('second-factor-rejected');
  expect(await enter('1001', { code: ` ${second.replace('-', '').toUpperCase()}` })).toBe('1001@default');
  expect(await factorState(account)).toEqual({ isOffered: true, isOn: true, recoveryCodesLeft: 8 });
});

test('who has not the PIN learns nothing of it, by a right code neither', async () => {
  const { secret } = await enrol('1001');
  for (const code of ['', '000000', codeOf(secret)]) {
    expect(await enter('1001', { pin: '0000', code })).toBe('credentials-rejected');
    expect(await enter('1002', { pin: '0000', code })).toBe('credentials-rejected');
    expect(await enter('1009', { pin: '0000', code })).toBe('credentials-rejected');
  }
  rmSync(stateFolder('second-factor'), { recursive: true });
  expect(await enter('1001', { pin: '0000' })).toBe('credentials-rejected');
  expect(await enter('1001', { code: codeOf(secret) })).toBe('site-misconfigured');
});

test('it is of one mailbox: not of another in the same mail account, nor of the same number elsewhere', async () => {
  const { secret, recoveryCodes } = await enrol('1001');
  expect(await enter('1002')).toBe('1002@default');
  expect(await enter('1001@sales')).toBe('1001@sales');
  const grace = await enrol('1002');
  for (const code of [codeOf(secret), ...recoveryCodes.slice(0, 2)]) {
    expect(await enter('1002', { code })).toBe('second-factor-rejected');
    await expect(switchFactorOff(grace.account, code)).rejects.toMatchObject({ code: 'second-factor-rejected' });
  }
  expect(await factorState(grace.account)).toMatchObject({ isOn: true, recoveryCodesLeft: 10 });
});

test("a ticket is its mailbox's, for a quarter of an hour", async () => {
  const [ada, grace] = [await accountBy('1001'), await accountBy('1002')];
  const { secret, ticket } = await beginFactor(ada, PINS['1001'] ?? '');
  const taken = (account: typeof ada, given: string) =>
    switchFactorOn(account, given, codeOf(secret)).then(() => 'on', codeOfError);
  expect(await taken(grace, ticket)).toBe('request-invalid');
  expect(await taken(ada, ticket.slice(0, -4))).toBe('request-invalid');
  expect(await switchFactorOn(ada, ticket, '000000').catch(codeOfError)).toBe('second-factor-rejected');
  vi.setSystemTime(NOON.getTime() + 15 * 60_000);
  expect(await taken(ada, ticket)).toBe('request-invalid');
  expect(await factorState(ada)).toMatchObject({ isOn: false });
  vi.setSystemTime(NOON);
  expect(await taken(ada, ticket)).toBe('on');
  expect(await taken(ada, ticket)).toBe('not-allowed');
  expect(await beginFactor(ada, PINS['1001'] ?? '').catch(codeOfError)).toBe('not-allowed');
});

test('whoever finds a browser signed in, and has not the PIN, sets up nothing, and gets few tries', async () => {
  const account = await accountBy('1001');
  const given = (pin: string) => beginFactor(account, pin).then(() => 'begun', codeOfError);
  for (const pin of ['', PINS['1002'] ?? '', '0000', '*', '-']) expect(await given(pin)).toBe('second-factor-rejected');
  expect(await given(PINS['1001'] ?? '')).toBe('too-many-attempts');
  expect(await factorState(account)).toMatchObject({ isOn: false });
});

test('a code switches it off; the next time a PIN is enough', async () => {
  const { secret, account } = await enrol('1001');
  expect(await switchFactorOff(account, '000000').catch(codeOfError)).toBe('second-factor-rejected');
  expect(await enter('1001')).toBe('second-factor-required');
  await switchFactorOff(account, codeOf(secret));
  expect(await enter('1001')).toBe('1001@default');
  expect(await factorState(account)).toEqual({ isOffered: true, isOn: false, recoveryCodesLeft: 0 });
});

test('codes are counted as PINs are', async () => {
  const { secret } = await enrol('1001');
  const from = address();
  const guess = () => enter('1001', { code: '000000', from });
  const said = [];
  for (let guesses = 0; guesses < 6; guesses++) said.push(await guess());
  expect(said).toEqual([...Array(5).fill('second-factor-rejected'), 'too-many-attempts']);
  // The right PIN alone gives no try back.
  expect(await enter('1001', { from })).toBe('too-many-attempts');
  expect(await enter('1001', { code: codeOf(secret) })).toBe('1001@default');
});

test('who knows the PIN has fifty codes a day from one network, and others have theirs', async () => {
  const { secret } = await enrol('1001');
  const from = address();
  for (let guesses = 0; guesses < 50; guesses++) {
    if (guesses % 5 === 0) vi.setSystemTime(Date.now() + 6 * 60_000);
    expect(await enter('1001', { code: '000000', from })).toBe('second-factor-rejected');
  }
  vi.setSystemTime(Date.now() + 6 * 60_000);
  expect(await enter('1001', { code: codeOf(secret), from })).toBe('too-many-attempts');
  expect(await enter('1001', { code: codeOf(secret) })).toBe('1001@default');
});

test('asking for the code is no failed try: an office behind one address is not kept out', async () => {
  await enrol('1001');
  const from = address();
  for (let people = 0; people < 25; people++) expect(await enter('1001', { from })).toBe('second-factor-required');
});

test('what is kept tells neither secret nor recovery code', async () => {
  const { secret, recoveryCodes } = await enrol('1001');
  const folders = [stateFolder('second-factor'), stateFolder('rolls')];
  const files = await Promise.all(
    folders.map(async (folder) => (await readdir(folder)).map((name) => join(folder, name))),
  );
  const text = (await Promise.all(files.flat().map((file) => readFile(file, 'utf8')))).join('\n');
  expect(files.flat()).toHaveLength(2);
  for (const one of [secret, ...recoveryCodes]) expect(text).not.toContain(one);
});

const LOSSES: [string, () => void][] = [
  ['all of STATE_DIR', () => rmSync(config().STATE_DIR, { recursive: true })],
  ['the list', () => rmSync(stateFolder('rolls'), { recursive: true })],
  ['the secrets', () => rmSync(stateFolder('second-factor'), { recursive: true })],
  ['AUTH_SECRET', () => void settings({ AUTH_SECRET: 'another secret of this site, as long as it must be' })],
];

test.each(LOSSES)('when %s is lost, a PIN lets in nobody who had one', async (_, lose) => {
  const { secret } = await enrol('1001');
  lose();
  for (const code of ['', codeOf(secret)]) expect(await enter('1001', { code })).toBe('site-misconfigured');
});

test('a damaged file keeps out whose it is, and nobody else', async () => {
  await enrol('1001');
  const [file = ''] = await readdir(stateFolder('second-factor'));
  for (const damage of ['', '{}', '{"key":"1001@default","value":"{}"}']) {
    writeFileSync(join(stateFolder('second-factor'), file), damage);
    expect(await enter('1001')).toBe('site-misconfigured');
  }
  expect(await enter('1002')).toBe('1002@default');
});

test('the list lost and begun anew forgets nobody whose secret is still there', async () => {
  const { secret } = await enrol('1001');
  rmSync(stateFolder('rolls'), { recursive: true });
  await beginRoll('second-factor');
  expect(await enter('1001')).toBe('second-factor-required');
  expect(await enter('1001', { code: codeOf(secret) })).toBe('1001@default');
});

test('while Redis is down nobody gets in', async () => {
  settings({ REDIS_URL: 'redis://127.0.0.1:1' });
  expect(await enter('1001')).toBe('sessions-unreachable');
});

test('where the site does not offer it nobody is asked, and nobody can have one', async () => {
  settings({ SECOND_FACTOR: 'off' });
  rmSync(config().STATE_DIR, { recursive: true });
  const account = await accountBy('1001');
  expect(await factorState(account)).toEqual({ isOffered: false, isOn: false, recoveryCodesLeft: 0 });
  expect(await beginFactor(account, PINS['1001'] ?? '').catch(codeOfError)).toBe('not-allowed');
  expect(await switchFactorOff(account, '000000').catch(codeOfError)).toBe('not-allowed');
});
