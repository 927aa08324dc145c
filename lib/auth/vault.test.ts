import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { pointSettingsAt } from '#test/mailbox.ts';
import { forget, seal, unseal } from './vault.ts';

const ada = { user: 'ada', password: 'pässwörd 🔑' };

beforeEach(() => {
  pointSettingsAt({ host: '127.0.0.1', port: 143 });
  vi.useFakeTimers({ now: new Date('2026-11-22T22:15:00Z') });
});
afterEach(() => {
  vi.useRealTimers();
});

test('unseal() gives back what seal() was given', () => {
  expect(unseal(seal(ada))).toEqual(ada);
});

test('unseal() gives nothing once forget() was called, and never to another ticket', () => {
  const [ticket, other] = [seal(ada), seal({ user: 'grace', password: 'hopper' })];
  expect(unseal({ sid: ticket.sid, key: other.key })).toBeNull();
  expect(unseal({ sid: ticket.sid, key: '' })).toBeNull();
  expect(unseal({ sid: 'unheard of', key: ticket.key })).toBeNull();
  forget(ticket.sid);
  expect(unseal(ticket)).toBeNull();
  expect(unseal(other)).not.toBeNull();
});

test('unseal() forgets a session that lay idle, and keeps one in use', () => {
  const [idle, used] = [seal(ada), seal(ada)];
  vi.advanceTimersByTime(59 * 60_000);
  expect(unseal(used)).toEqual(ada);
  vi.advanceTimersByTime(2 * 60_000);
  expect(unseal(idle)).toBeNull();
  expect(unseal(used)).toEqual(ada);
});

test('unseal() forgets a session after its hours, however much it is used', () => {
  const ticket = seal(ada);
  for (let hour = 0; hour < 11; hour++) {
    vi.advanceTimersByTime(59 * 60_000);
    expect(unseal(ticket)).toEqual(ada);
  }
  vi.advanceTimersByTime(59 * 60_000);
  expect(unseal(ticket)).toEqual(ada);
  vi.advanceTimersByTime(13 * 60_000);
  expect(unseal(ticket)).toBeNull();
});

test('seal() leaves the password neither in the ticket nor in the store', () => {
  const ticket = seal(ada);
  const store = Reflect.get(globalThis, Symbol.for('lamplight.vault')) as Map<string, Record<string, unknown>>;
  const kept = Object.values(store.get(ticket.sid) ?? {}).map((value) =>
    Buffer.isBuffer(value) ? value.toString('latin1') : String(value),
  );
  const password = Buffer.from(ada.password).toString('latin1');
  expect(kept).toContain('ada');
  expect(kept.join(' ')).not.toContain(password);
  expect(kept.join(' ')).not.toContain(ticket.key);
  expect(JSON.stringify(ticket)).not.toContain(ada.password);
});

test('unseal() for what the page does by itself keeps no session alive', () => {
  const ticket = seal(ada);
  for (let minute = 0; minute < 59; minute++) {
    vi.advanceTimersByTime(60_000);
    expect(unseal(ticket, { isUse: false })).toEqual(ada);
  }
  vi.advanceTimersByTime(60_000);
  expect(unseal(ticket, { isUse: false })).toBeNull();
});
