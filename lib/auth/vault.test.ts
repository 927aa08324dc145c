import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { pointSettingsAt } from '#test/mailbox.ts';
import { forget, forgetAll, seal, unseal } from './vault.ts';
import type { Sealed } from './vault-store.ts';

const ada = { user: 'ada', password: 'pässwörd 🔑' };

beforeEach(() => {
  pointSettingsAt({ host: '127.0.0.1', port: 143 });
  vi.useFakeTimers({ now: new Date('2026-11-22T22:15:00Z') });
});
afterEach(() => {
  vi.useRealTimers();
});

test('unseal() gives back what seal() was given', async () => {
  expect(await unseal(await seal(ada))).toEqual(ada);
});

test('unseal() gives nothing once forget() was called, and never to another ticket', async () => {
  const [ticket, other] = [await seal(ada), await seal({ user: 'grace', password: 'hopper' })];
  expect(await unseal({ sid: ticket.sid, key: other.key })).toBeNull();
  expect(await unseal({ sid: ticket.sid, key: '' })).toBeNull();
  expect(await unseal({ sid: 'unheard of', key: ticket.key })).toBeNull();
  await forget(ticket.sid);
  expect(await unseal(ticket)).toBeNull();
  expect(await unseal(other)).not.toBeNull();
});

test('unseal() forgets a session that lay idle, and keeps one in use', async () => {
  const [idle, used] = [await seal(ada), await seal(ada)];
  vi.advanceTimersByTime(59 * 60_000);
  expect(await unseal(used)).toEqual(ada);
  vi.advanceTimersByTime(2 * 60_000);
  expect(await unseal(idle)).toBeNull();
  expect(await unseal(used)).toEqual(ada);
});

test('unseal() forgets a session after its hours, however much it is used', async () => {
  const ticket = await seal(ada);
  for (let hour = 0; hour < 11; hour++) {
    vi.advanceTimersByTime(59 * 60_000);
    expect(await unseal(ticket)).toEqual(ada);
  }
  vi.advanceTimersByTime(59 * 60_000);
  expect(await unseal(ticket)).toEqual(ada);
  vi.advanceTimersByTime(13 * 60_000);
  expect(await unseal(ticket)).toBeNull();
});

test('seal() leaves the password neither in the ticket nor in the store', async () => {
  const ticket = await seal(ada);
  const store = Reflect.get(globalThis, Symbol.for('lamplight.vault')) as Map<string, { sealed: Sealed }>;
  const texts = Object.values(store.get(ticket.sid)?.sealed ?? {}).map(String);
  const kept = [...texts, ...texts.map((text) => Buffer.from(text, 'base64url').toString('latin1'))];
  const password = Buffer.from(ada.password).toString('latin1');
  expect(kept).toContain('ada');
  expect(kept.join(' ')).not.toContain(password);
  expect(kept.join(' ')).not.toContain(ticket.key);
  expect(JSON.stringify(ticket)).not.toContain(ada.password);
});

test('unseal() for what the page does by itself keeps no session alive', async () => {
  const ticket = await seal(ada);
  for (let minute = 0; minute < 59; minute++) {
    vi.advanceTimersByTime(60_000);
    expect(await unseal(ticket, { isUse: false })).toEqual(ada);
  }
  vi.advanceTimersByTime(60_000);
  expect(await unseal(ticket, { isUse: false })).toBeNull();
});

test("forgetAll() ends every session of a name, however it was typed, and nobody else's", async () => {
  const [first, second] = [await seal(ada), await seal({ ...ada, user: 'ADA' })];
  const other = await seal({ user: 'adam', password: 'x' });
  await forgetAll('Ada');
  expect([await unseal(first), await unseal(second)]).toEqual([null, null]);
  expect(await unseal(other)).not.toBeNull();
  expect(await unseal(await seal(ada))).toEqual(ada);
});
