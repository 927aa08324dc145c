import { hkdfSync } from 'node:crypto';
import { EncryptJWT } from 'jose';
import { encode } from 'next-auth/jwt';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { config } from '#lib/platform/config.ts';
import { pointSettingsAt } from '#test/mailbox.ts';
import { openSessionCookie } from './session-cookie.ts';

const NOW = new Date('2026-11-22T22:15:00Z');
const MAX_AGE_SECONDS = 3600;
const ticket = { sid: 'a session', key: 'half a key' };

beforeEach(() => {
  pointSettingsAt({ host: '127.0.0.1', port: 143 });
  vi.useFakeTimers({ now: NOW, toFake: ['Date'] });
});
afterEach(() => {
  vi.useRealTimers();
});

const aCookie = (secret = config().AUTH_SECRET, salt = '') =>
  encode({ token: { name: 'Ärger', ticket }, secret, salt, maxAge: MAX_AGE_SECONDS });

test('openSessionCookie() opens what next-auth has sealed', async () => {
  expect(await openSessionCookie(await aCookie())).toMatchObject({ name: 'Ärger', ticket });
});

test.each([
  ['just before its end', MAX_AGE_SECONDS + 14, true],
  ['at its end', MAX_AGE_SECONDS + 15, false],
])('openSessionCookie() %s, with 15 seconds for clocks that differ', async (_, afterSeconds, isOpen) => {
  const cookie = await aCookie();
  vi.setSystemTime(NOW.getTime() + afterSeconds * 1000);
  expect((await openSessionCookie(cookie)) !== null).toBe(isOpen);
});

test('openSessionCookie() opens none of another secret or purpose', async () => {
  expect(await openSessionCookie(await aCookie('another secret of thirty-two characters'))).toBeNull();
  expect(await openSessionCookie(await aCookie(config().AUTH_SECRET, 'next-auth.csrf-token'))).toBeNull();
});

test.each([0, 2, 3, 4])(
  'openSessionCookie() opens none whose part %i was changed in any place, or cut',
  async (part) => {
    const parts = (await aCookie()).split('.');
    const bytes = Buffer.from(parts[part] ?? '', 'base64url');
    for (let at = 0; at < bytes.length; at += 1) {
      const changed = Buffer.from(bytes);
      changed.writeUInt8(changed.readUInt8(at) ^ 1, at);
      for (const wrong of [changed, bytes.subarray(0, at)]) {
        expect(await openSessionCookie(parts.with(part, wrong.toString('base64url')).join('.'))).toBeNull();
      }
    }
  },
);

test.each(['', '.', '....', 'eyJhbGciOiJub25lIn0.e30.', 'e30....', 'bnVsbA....', '\0.\0.\0.\0.\0'])(
  'openSessionCookie() opens none that is %j',
  async (cookie) => {
    expect(await openSessionCookie(cookie)).toBeNull();
  },
);

test('openSessionCookie() opens none with another header, an encrypted key, or a sixth part', async () => {
  const [header, key, ...rest] = (await aCookie()).split('.');
  const more = Buffer.from('{"alg":"dir","enc":"A256GCM","zip":"DEF"}').toString('base64url');
  expect(await openSessionCookie([more, key, ...rest].join('.'))).toBeNull();
  expect(await openSessionCookie([header, 'AAAA', ...rest].join('.'))).toBeNull();
  expect(await openSessionCookie([header, key, ...rest, ''].join('.'))).toBeNull();
});

test('openSessionCookie() opens none without an end, and none by another algorithm', async () => {
  const key = new Uint8Array(hkdfSync('sha256', config().AUTH_SECRET, '', 'NextAuth.js Generated Encryption Key', 32));
  const sealed = (enc: string) => new EncryptJWT({ ticket }).setProtectedHeader({ alg: 'dir', enc });
  expect(await openSessionCookie(await sealed('A256GCM').encrypt(key))).toBeNull();
  expect(await openSessionCookie(await sealed('A256GCM').setExpirationTime('1h').encrypt(key))).toMatchObject({
    ticket,
  });
  expect(await openSessionCookie(await sealed('A128CBC-HS256').setExpirationTime('1h').encrypt(key))).toBeNull();
});
