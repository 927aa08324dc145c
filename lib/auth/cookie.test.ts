import { encode } from 'next-auth/jwt';
import { expect, test } from 'vitest';
import { config } from '#lib/platform/config.ts';
import { pointSettingsAt } from '#test/mailbox.ts';
import { sessionCookie } from './cookie.ts';
import { accountOf } from './session.ts';
import { seal } from './vault.ts';

const at = (settings: Record<string, string>) => pointSettingsAt({ host: '127.0.0.1', port: 143 }, settings);

test.each([
  [{ PUBLIC_URL: 'https://voicemail.example' }, '__Host-next-auth.session-token', '/', true],
  [{ PUBLIC_URL: 'https://voicemail.example', BASE_PATH: '/vm' }, '__Secure-next-auth.session-token', '/vm', true],
  [{ PUBLIC_URL: 'http://localhost:3000' }, 'next-auth.session-token', '/', false],
  [{ PUBLIC_URL: 'http://localhost:3000', BASE_PATH: '/vm' }, 'next-auth.session-token', '/vm', false],
])('sessionCookie() at %o is %s for %s', (settings, name, path, secure) => {
  at(settings);
  expect(sessionCookie()).toEqual({ name, options: { httpOnly: true, sameSite: 'lax', secure, path } });
});

test('accountOf() believes the cookie of that name, and none that another site could have set', async () => {
  at({ PUBLIC_URL: 'https://voicemail.example' });
  const ticket = await seal({ user: 'ada', password: 'lovelace' });
  const value = await encode({ token: { name: 'ada', ticket }, secret: config().AUTH_SECRET });
  const asked = (name: string) => accountOf({ cookies: { [name]: value }, clientAddress: '192.0.2.1' });
  expect((await asked('__Host-next-auth.session-token')).user).toBe('ada');
  for (const name of ['next-auth.session-token', '__Secure-next-auth.session-token']) {
    await expect(asked(name)).rejects.toMatchObject({ code: 'sign-in-required' });
  }
});
