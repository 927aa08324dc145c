import { expect, signIn, test } from './portal.ts';

const ON_EVERY_ANSWER = {
  'content-security-policy':
    /(?=.*default-src 'none')(?=.*base-uri 'none')(?=.*frame-ancestors 'none')(?=.*form-action '(self|none)')/,
  'cross-origin-opener-policy': /^same-origin$/,
  'cross-origin-resource-policy': /^same-origin$/,
  'permissions-policy': /^microphone=\(self\), camera=\(\)/,
  'referrer-policy': /^no-referrer$/,
  'x-content-type-options': /^nosniff$/,
  'x-frame-options': /^DENY$/,
};

/** One of each kind, with the status that a stranger gets. */
const ADDRESSES: [string, number][] = [
  ['/', 307],
  ['/inbox', 307],
  ['/sign-in', 200],
  ['/nowhere', 307],
  ['/nowhere/at/all', 404],
  ['/inbox.png', 307],
  ['/%', 400],
  ['/..%2f..%2fetc%2fpasswd', 307],
  ['/icon.svg', 200],
  ['/manifest.webmanifest', 200],
  ['/_next/static/nowhere.js', 404],
  ['/_next/image?url=%2Ficon-192.png&w=64&q=75', 404],
  ['/api/nowhere', 404],
  ['/api/mailbox', 401],
  ['/api/messages?limit=x', 401],
  ['/api/messages/inbox.1.1/recording', 401],
  ['/api/events', 401],
  ['/api/health', 200],
  ['/api/openapi.json', 200],
  ['/api/auth/csrf', 200],
  ['/api/auth/session', 200],
  ['/api/auth/signin', 302],
  ['/api/auth/error?error=x', 302],
  ['/api/auth/nowhere', 400],
];

function expectHeaders(headers: Record<string, string>): void {
  for (const [name, value] of Object.entries(ON_EVERY_ANSWER)) expect.soft(headers[name], name).toMatch(value);
  expect.soft(headers).not.toHaveProperty('x-powered-by');
}

for (const [path, status] of ADDRESSES) {
  test(`the answer to ${path} says how far it may be trusted`, async ({ request }) => {
    const answer = await request.get(path, { maxRedirects: 0 });
    expect.soft(answer.status()).toBe(status);
    expectHeaders(answer.headers());
  });
}

test('so do files, pages and calls of someone who is signed in, and refusals', async ({ account, page, site }) => {
  await signIn(page.request, account);
  const refusals = [
    await page.request.post('/api/lamp'),
    await page.request.patch('/api/messages', { data: 'x', headers: { origin: site.url } }),
    await page.request.post('/api/auth/callback/credentials', {
      form: { username: 'x', password: 'y' },
      maxRedirects: 0,
    }),
    await page.request.put('/api/mailbox'),
    await page.request.post('/inbox', { data: 'x', headers: { 'next-action': 'x' } }),
  ];
  const answers = [await page.request.get('/api/mailbox'), await page.request.get('/inbox'), ...refusals];
  expect.soft(refusals.map((answer) => answer.status())).toEqual([403, 400, 302, 405, 400]);
  const files = await page.request
    .get('/inbox')
    .then(async (answer) => (await answer.text()).match(/\/_next\/static\/[^"\\]+/g));
  expect(files?.length).toBeGreaterThan(3);
  for (const file of new Set(files)) answers.push(await page.request.get(file));
  for (const answer of answers) expectHeaders(answer.headers());
});

for (const path of ['/sign-in', '/inbox', '/nowhere/at/all']) {
  test(`no script and no style stands in ${path} without its nonce, which is new each time`, async ({
    account,
    page,
  }) => {
    await signIn(page.request, account);
    const nonces = new Set<string>();
    for (let times = 0; times < 2; times += 1) {
      const answer = await page.request.get(path);
      const [, nonce = ''] =
        /script-src 'self' 'nonce-([^']+)' 'strict-dynamic';/.exec(answer.headers()['content-security-policy'] ?? '') ??
        [];
      const html = await answer.text();
      const scripts = html.match(/<(script|style)\b[^>]*>/g) ?? [];
      expect(scripts.length).toBeGreaterThan(3);
      expect(scripts.filter((tag) => !tag.includes(`nonce="${nonce}"`))).toEqual([]);
      expect(html).not.toMatch(/<[^>]+\s(style|on[a-z]+)=/i);
      nonces.add(nonce);
    }
    expect(nonces.size).toBe(2);
  });
}
