import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readConfig } from './config.ts';

const AUTH_SECRET = 'a secret of more than 32 characters';

test('readConfig() names every wrong setting at once, and shows no value', () => {
  const wrong = {
    AUTH_SECRET: 'short-secret',
    IMAP_TLS: 'maybe',
    IMAP_PORT: '0',
    SESSION_HOURS: '-1',
    TRUSTED_PROXIES: 'proxy.example',
  };
  const said = complaintOf(() => readConfig(wrong));
  for (const name of Object.keys(wrong)) expect(said).toContain(name);
  expect(said).not.toContain('short-secret');
});

test('readConfig() lets people in by password, or where there is a voicemail.conf by PIN, unless told otherwise', () => {
  const VOICEMAIL_CONF = '/etc/asterisk/voicemail.conf';
  expect(readConfig({ AUTH_SECRET }).SIGN_IN).toEqual(['password']);
  expect(readConfig({ AUTH_SECRET, VOICEMAIL_CONF }).SIGN_IN).toEqual(['pin']);
  expect(readConfig({ AUTH_SECRET, VOICEMAIL_CONF, SIGN_IN: 'pin, password' }).SIGN_IN).toEqual(['pin', 'password']);
  expect(complaintOf(() => readConfig({ AUTH_SECRET, SIGN_IN: 'pin' }))).toContain('VOICEMAIL_CONF: must be set');
  expect(complaintOf(() => readConfig({ AUTH_SECRET, SIGN_IN: 'magic' }))).toContain('SIGN_IN');
});

test('readConfig() says that a missing secret must be set', () => {
  expect(() => readConfig({ AUTH_SECRET: '' })).toThrow('AUTH_SECRET: must be set');
});

test.each([
  [{ AMI_HOST: 'pbx' }, ['AMI_USER', 'AMI_SECRET']],
  [{ AMI_USER: 'lamplight', AMI_SECRET: 'hush' }, ['AMI_HOST']],
  [{ AMI_HOST: 'pbx', AMI_USER: 'lamplight' }, ['AMI_SECRET']],
  [{ AMI_HOST: 'http://pbx', AMI_USER: 'lamplight', AMI_SECRET: 'hush' }, ['AMI_HOST']],
])('readConfig() of %j names %j', (given, named) => {
  const said = complaintOf(() => readConfig({ AUTH_SECRET, ...given }));
  for (const name of named) expect(said).toContain(`${name}: must be`);
  expect(said).not.toContain('hush');
});

test('readConfig() takes several Asterisks', () => {
  const { AMI_HOST } = readConfig({ AUTH_SECRET, AMI_HOST: 'pbx1, [::1]:5039', AMI_USER: 'l', AMI_SECRET: 's' });
  expect(AMI_HOST).toEqual(['pbx1', '[::1]:5039']);
});

test.each([
  [{ OIDC_ISSUER: 'https://id.example' }, 'OIDC_CLIENT_ID: must be set'],
  [{ OIDC_ISSUER: 'http://id.example', OIDC_CLIENT_ID: 'lamplight' }, 'OIDC_ISSUER: must be https'],
  [{ OIDC_CLIENT_ID: 'lamplight', OIDC_CLIENT_SECRET: 'hush' }, 'OIDC_ISSUER: must be set'],
  [{ OIDC_SCOPES: 'profile email' }, 'OIDC_SCOPES: must have openid'],
  [{ OIDC_CLIENT_SECRET_FILE: '/nowhere/hush' }, 'OIDC_CLIENT_SECRET_FILE: cannot be read'],
  [{ PROXY_USER_HEADER: 'X-Remote-User' }, 'TRUSTED_PROXIES: must be set'],
  [{ PROXY_USER_HEADER: 'X-Remote-User: ada', TRUSTED_PROXIES: '::1' }, 'PROXY_USER_HEADER: must be the name'],
  [{ SIGN_IN: 'password,oidc' }, 'OIDC_ISSUER: must be set, for SIGN_IN has oidc'],
  [{ SIGN_IN: 'proxy' }, 'PROXY_USER_HEADER: must be set, for SIGN_IN has proxy'],
  [{ PROXY_SIGN_OUT_URL: '//evil.example' }, 'PROXY_SIGN_OUT_URL'],
  [{ IMAP_MASTER_PASSWORD: 'hush' }, 'IMAP_MASTER_USER: must be set'],
  [{ CALL_BACK: 'ring', CALL_BACK_CHANNEL: 'PJSIP/{extension}' }, 'AMI_HOST: must be set, for CALL_BACK is ring'],
  [{ CALL_BACK: 'ring' }, 'CALL_BACK_CONTEXT: must be set'],
  [{ CALL_BACK_CHANNEL: 'PJSIP/1001&PJSIP/{extension}' }, 'CALL_BACK_CHANNEL: must be a channel'],
  [{ CALL_BACK_CHANNEL: 'PJSIP/1001' }, 'CALL_BACK_CHANNEL: must be a channel'],
  [{ CALL_BACK_CONTEXT: 'from internal' }, 'CALL_BACK_CONTEXT: must be the name'],
])('readConfig() of %j says %j', (given, words) => {
  const said = complaintOf(() => readConfig({ AUTH_SECRET, ...given }));
  expect(said).toContain(words);
  expect(said).not.toContain('hush');
});

test('readConfig() takes the client secret from a file, without the end of the line', () => {
  const folder = mkdtempSync(join(tmpdir(), 'secret-'));
  writeFileSync(join(folder, 'secret'), 'kept well\n');
  const { OIDC_CLIENT_SECRET } = readConfig({ AUTH_SECRET, OIDC_CLIENT_SECRET_FILE: join(folder, 'secret') });
  rmSync(folder, { recursive: true });
  expect(OIDC_CLIENT_SECRET).toBe('kept well');
});

function complaintOf(action: () => unknown): string {
  try {
    action();
  } catch (error) {
    return String(error);
  }
  return 'no complaint';
}
