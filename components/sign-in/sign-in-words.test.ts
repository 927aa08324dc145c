import { expect, test } from 'vitest';
import { safeReturnPath, signInFailure } from './sign-in-words.ts';

test.each([
  ['credentials-rejected', 'That name and password do not match.'],
  ['mail-server-unreachable', 'The mail server does not answer.'],
  ['mailbox-busy', 'The mail server is busy.'],
  ['site-misconfigured', 'This site cannot open your mailbox.'],
  ['sessions-unreachable', 'Nobody can sign in at the moment.'],
  ['mail-server-misbehaved', 'The mail server gave an answer that makes no sense.'],
  ['too-many-attempts:278', 'Too many tries.'],
  ['second-factor-rejected', 'That code does not count.'],
  ['offline', 'This site does not answer.'],
  ['not-allowed', 'Your company account has no voicemail here.'],
  ['OAuthSignin', 'Your company’s sign-in does not answer.'],
  ['OAuthCallback', 'Signing in with your company account was not completed.'],
  ['CredentialsSignin', 'Signing in did not work.'],
])('signInFailure() of %s: %s', (code, title) => {
  expect(signInFailure(code).title).toBe(title);
});

test('signInFailure() of a PIN speaks of the PIN', () => {
  expect(signInFailure('credentials-rejected', 'pin').title).toBe('That extension and PIN do not match.');
  expect(signInFailure('mail-server-unreachable', 'pin').text).toMatch(/^Your PIN may well be right/);
  expect(signInFailure('second-factor-rejected', 'pin').title).toBe('That code does not count.');
});

test('signInFailure() reads how long to wait, and waits for nothing that is no number', () => {
  expect(signInFailure('too-many-attempts:278').waitSeconds).toBe(278);
  expect(signInFailure('too-many-attempts:soon').waitSeconds).toBe(0);
});

const HERE = 'https://voicemail.example.test';

test.each([
  ['/work?mailbox=1011@sales', '/work?mailbox=1011@sales'],
  [null, '/inbox'],
  ['https://evil.example/', '/inbox'],
  ['//evil.example/', '/inbox'],
  ['/\\evil.example/', '/inbox'],
  ['javascript:alert(1)', '/inbox'],
  ['/\t/evil.example', '/inbox'],
])('safeReturnPath() of %j is %s', (from, path) => {
  expect(safeReturnPath(from, HERE)).toBe(path);
});
