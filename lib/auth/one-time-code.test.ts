import { Secret } from 'otpauth';
import { expect, test } from 'vitest';
import { keyUri, newSecret, stepOfCode } from './one-time-code.ts';

const RFC_SECRET = Secret.fromUTF8('12345678901234567890').base32;

// RFC 6238 Appendix B, SHA-1; of its eight digits the last six (RFC 4226 §5.3: modulo 10^Digit).
const VECTORS = [
  [59, '287082'],
  [1_111_111_109, '081804'],
  [1_111_111_111, '050471'],
  [1_234_567_890, '005924'],
  [2_000_000_000, '279037'],
  [20_000_000_000, '353130'],
] as const;

test.each(VECTORS)('stepOfCode() at %d seconds takes %s of RFC 6238', (seconds, code) => {
  expect(stepOfCode(RFC_SECRET, code, seconds * 1000)).toBe(Math.floor(seconds / 30));
});

test.each([
  [-60, null],
  [-30, 41_152_263],
  [30, 41_152_263],
  [60, null],
])('stepOfCode() for a clock that is %d seconds off says %s', (seconds, step) => {
  expect(stepOfCode(RFC_SECRET, '005924', (1_234_567_890 + seconds) * 1000)).toBe(step);
});

test.each(['', '5924', '0005924', '00592a', '-05924', '005924 '])('stepOfCode() takes no %j', (code) => {
  expect(stepOfCode(RFC_SECRET, code, 1_234_567_890_000)).toBeNull();
});

test('newSecret() draws 160 bits, others each time', () => {
  const secrets = Array.from({ length: 20 }, newSecret);
  expect(new Set(secrets).size).toBe(20);
  for (const secret of secrets) expect(secret).toMatch(/^[A-Z2-7]{32}$/);
});

test('keyUri() is what the apps read', () => {
  const uri = new URL(keyUri(RFC_SECRET, { mailbox: '1001@default', site: 'voicemail.example' }));
  expect(`${uri.protocol}//${uri.host}`).toBe('otpauth://totp');
  expect(decodeURIComponent(uri.pathname)).toBe('/Lamplight:1001@default voicemail.example');
  expect(Object.fromEntries(uri.searchParams)).toEqual({
    issuer: 'Lamplight',
    secret: RFC_SECRET,
    algorithm: 'SHA1',
    digits: '6',
    period: '30',
  });
});
