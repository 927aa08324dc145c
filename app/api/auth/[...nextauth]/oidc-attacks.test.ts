import { expect, test } from 'vitest';
import { Browser } from '#test/company/browser.ts';
import { aCompany, comeBack, errorOf, statusOf } from '#test/company/site.ts';

const company = await aCompany();
const { portal, provider, liar, trust } = company;

/** Comes back from the provider by hand. @returns the address with the code */
async function atTheDoor(browser: Browser): Promise<string> {
  let url = await browser.post(portal, 'signin/oidc', `${portal}/inbox`);
  while (!url.href.startsWith(portal)) {
    url = new URL((await browser.send(url.href)).headers.get('location') ?? '', url);
  }
  return url.href;
}

test('a code that comes a second time, or in another browser, opens nothing', async () => {
  provider.seat('ada', { voicemail: '1001' });
  const [browser, thief] = [new Browser(), new Browser()];
  const back = await atTheDoor(browser);
  expect(errorOf(await thief.go(back))).toBe('/sign-in OAuthCallback');
  const checks = [...browser.jar(portal)];
  expect((await browser.go(back)).pathname).toBe('/inbox');
  const again = new Browser();
  for (const [name, value] of checks) again.jar(portal).set(name, value);
  expect(errorOf(await again.go(back))).toBe('/sign-in OAuthCallback');
  for (const one of [thief, again]) expect(await statusOf(company, one)).toBe(401);
});

test.each([
  ['state', 'another'],
  ['code', 'guessed'],
  ['iss', 'https://elsewhere.example'],
])('an answer whose %s is another opens nothing', async (name, value) => {
  provider.seat('ada', { voicemail: '1001' });
  const browser = new Browser();
  const back = new URL(await atTheDoor(browser));
  back.searchParams.set(name, value);
  expect(errorOf(await browser.go(back.href))).toBe('/sign-in OAuthCallback');
  expect(await statusOf(company, browser)).toBe(401);
});

test('whoever changes their mind there comes back to the sign-in page', async () => {
  const at = await new Browser().go(`${portal}/api/auth/callback/oidc?error=access_denied&state=x`);
  expect(errorOf(at)).toBe('/sign-in Callback');
});

test('another site starts no sign-in: without our token nothing begins', async () => {
  const answer = await new Browser().send(`${portal}/api/auth/signin/oidc`, { method: 'POST' });
  expect(answer.headers.get('location')).toContain('csrf=true');
  const body = new URLSearchParams({ json: 'true' });
  const evil = { method: 'POST', headers: { origin: 'https://evil.example' }, body };
  expect((await new Browser().send(`${portal}/api/auth/signin/oidc`, evil)).status).toBe(403);
});

/** Where somebody ends whom the lying provider sends. */
async function withLies(lies: Parameters<typeof liar.lie>[0]): Promise<{ browser: Browser; at: URL }> {
  trust(liar);
  liar.lie(lies);
  const browser = new Browser();
  return { browser, at: await comeBack(portal, browser) };
}

test('the lying provider is believed when it does not lie', async () => {
  const { browser, at } = await withLies({});
  expect(at.pathname).toBe('/inbox');
  expect(await statusOf(company, browser)).toBe(200);
});

const anHourAgo = Math.floor(Date.now() / 1000) - 3600;

test.each([
  ['for another audience', { claims: { aud: 'another' } }],
  ['for several, ours among them, and no authorized party', { claims: { aud: ['another', 'lamplight'] } }],
  ['of another issuer', { claims: { iss: 'https://evil.example' } }],
  ['of another nonce', { claims: { nonce: 'another' } }],
  ['without a nonce', { claims: { nonce: undefined } }],
  ['that is over', { claims: { iat: anHourAgo, exp: anHourAgo + 60 } }],
  ['without an end', { claims: { exp: undefined } }],
  ['of the future', { claims: { nbf: anHourAgo + 7200 } }],
  ['without a subject', { claims: { sub: undefined } }],
  ['signed by somebody else', { isForged: true }],
  [
    'of an issuer that discovery alone names',
    {
      announced: { issuer: 'https://evil.example' },
      claims: { iss: 'https://evil.example' },
    },
  ],
])('an ID token %s opens nothing', async (_, lies) => {
  const { browser, at } = await withLies(lies);
  expect(errorOf(at)).toBe('/sign-in OAuthCallback');
  expect(await statusOf(company, browser)).toBe(401);
});

test('clocks may differ by some seconds', async () => {
  const now = Math.floor(Date.now() / 1000);
  expect((await withLies({ claims: { iat: now - 60, exp: now - 5 } })).at.pathname).toBe('/inbox');
});
