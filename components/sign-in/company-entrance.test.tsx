// @vitest-environment happy-dom
import { act, fireEvent, screen } from '@testing-library/react';
import { afterEach, beforeEach, expect, type MockInstance, test, vi } from 'vitest';
import { answerCalls, renderInPage } from '#test/page.tsx';
import { CompanyEntrance } from './company-entrance.tsx';
import { SignInForm } from './sign-in-form.tsx';
import { SESSION_CHANNEL, tellOfReturn } from './tabs.ts';

const OIDC = { ways: [{ way: 'oidc' as const, name: 'Example Ltd' }], startsWith: null, error: null };
const PROVIDER = 'https://id.example/authorize?state=x';

let assign: MockInstance<typeof location.assign>;

beforeEach(() => {
  assign = vi.spyOn(location, 'assign').mockImplementation(() => undefined);
});
afterEach(() => {
  history.replaceState(null, '', '/sign-in');
  sessionStorage.clear();
});

/** next-auth answers with the address to go to next. */
function nextAuthSays(url: string) {
  return answerCalls(({ path }) =>
    path === '/api/auth/csrf' ? Response.json({ csrfToken: 'token' }) : Response.json({ url }),
  );
}

const press = async () =>
  act(async () => fireEvent.click(screen.getByRole('button', { name: 'Sign in with Example Ltd' })));

test('the button leads to the provider, and from there back to where somebody wanted to go', async () => {
  history.replaceState(null, '', '/sign-in?from=%2Fwork');
  const calls = nextAuthSays(PROVIDER);
  renderInPage(<CompanyEntrance {...OIDC} />);
  await press();
  await vi.waitFor(() => expect(String(assign.mock.calls[0]?.[0])).toBe(PROVIDER));
  expect(calls.at(-1)).toMatchObject({ method: 'POST', path: '/api/auth/signin/oidc' });
});

test('the other tabs hear of it once somebody is back', async () => {
  const heard: unknown[] = [];
  const otherTab = new BroadcastChannel(SESSION_CHANNEL);
  otherTab.onmessage = ({ data }) => heard.push(data);
  nextAuthSays(PROVIDER);
  renderInPage(<CompanyEntrance {...OIDC} />);
  await press();
  await vi.waitFor(() => expect(assign).toHaveBeenCalled());
  for (let loaded = 0; loaded < 2; loaded += 1) tellOfReturn();
  await vi.waitFor(() => expect(heard).toEqual(['in']));
  otherTab.close();
});

test('a provider that is away is said, and the button stays', async () => {
  nextAuthSays(`${location.origin}/api/auth/error?error=OAuthSignin`);
  renderInPage(<CompanyEntrance {...OIDC} />);
  await press();
  expect((await screen.findByRole('alert')).textContent).toContain('Your company’s sign-in does not answer.');
  expect(screen.getByRole('button', { name: 'Sign in with Example Ltd' })).toBeDefined();
  expect(assign).not.toHaveBeenCalled();
});

test('what the provider came back with is said', () => {
  renderInPage(<CompanyEntrance {...OIDC} error="not-allowed" />);
  expect(screen.getByRole('alert').textContent).toContain('Your company account has no voicemail here.');
});

test('the only way needs no button pressed', async () => {
  const calls = nextAuthSays(PROVIDER);
  renderInPage(<CompanyEntrance {...OIDC} startsWith="oidc" />);
  await vi.waitFor(() => expect(assign).toHaveBeenCalledTimes(1));
  expect(calls.filter(({ method }) => method === 'POST')).toHaveLength(1);
});

test('whom a proxy names goes straight to their mailbox', async () => {
  const calls = nextAuthSays(`${location.origin}/inbox`);
  const proxy = { ways: [{ way: 'proxy' as const, name: 'ada' }], startsWith: 'proxy' as const, error: null };
  renderInPage(<CompanyEntrance {...proxy} />);
  await vi.waitFor(() => expect(String(assign.mock.calls[0]?.[0])).toBe(`${location.origin}/inbox`));
  expect(calls.at(-1)?.path).toBe('/api/auth/callback/proxy');
});

test('where it is the only way there is no form', () => {
  renderInPage(<SignInForm site="pbx.example.test" ways={[]} asksForContext={false} company={OIDC} />);
  expect(screen.getAllByRole('button').map(({ textContent }) => textContent)).toEqual(['Sign in with Example Ltd']);
  expect(screen.queryByRole('textbox')).toBeNull();
});
