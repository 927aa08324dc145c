// @vitest-environment happy-dom
import { act, fireEvent, screen } from '@testing-library/react';
import { afterEach, expect, test, vi } from 'vitest';
import { answerCalls, renderInPage } from '#test/page.tsx';
import { SignInForm } from './sign-in-form.tsx';

const BY_PASSWORD = { site: 'pbx.example.test', ways: ['password' as const], asksForContext: false };

afterEach(() => vi.useRealTimers());

/** next-auth answers with the address to go to next. */
function nextAuthSays(search: string) {
  return answerCalls(({ path }) => {
    if (path === '/api/auth/csrf') return Response.json({ csrfToken: 'token' });
    return Response.json({ url: `${location.origin}/sign-in${search}` }, { status: 401 });
  });
}

async function tryToSignIn(): Promise<void> {
  renderInPage(<SignInForm {...BY_PASSWORD} />);
  fireEvent.input(screen.getByLabelText('Mailbox number or name'), { target: { value: '1001' } });
  fireEvent.input(screen.getByLabelText('Password'), { target: { value: 'not this' } });
  await act(async () => fireEvent.submit(screen.getByRole('button', { name: 'Sign in' })));
}

test('a wrong password is said, forgotten, and asked for again', async () => {
  const calls = nextAuthSays('?error=credentials-rejected');
  await tryToSignIn();
  expect((await screen.findByRole('alert')).textContent).toContain('That name and password do not match.');
  const [name, password] = [screen.getByLabelText('Mailbox number or name'), screen.getByLabelText('Password')];
  expect([name, password].map((input) => (input as HTMLInputElement).value)).toEqual(['1001', '']);
  expect(document.activeElement).toBe(password);
  expect(calls.at(-1)).toMatchObject({ method: 'POST', path: '/api/auth/callback/credentials' });
});

test('a mail server that does not answer keeps what was typed', async () => {
  nextAuthSays('?error=mail-server-unreachable');
  await tryToSignIn();
  expect((await screen.findByRole('alert')).textContent).toContain('Your password may well be right.');
  expect((screen.getByLabelText('Password') as HTMLInputElement).value).toBe('not this');
});

test('a site that does not answer is told apart from its mail server', async () => {
  answerCalls(() => Promise.reject(new TypeError('Failed to fetch')));
  await tryToSignIn();
  expect((await screen.findByRole('alert')).textContent).toContain('This site does not answer.');
});

test('an answer that only sends back to the form is no sign-in', async () => {
  nextAuthSays('?csrf=true');
  await tryToSignIn();
  expect((await screen.findByRole('alert')).textContent).toContain('Signing in did not work.');
});

test('after too many tries the button waits and counts down', async () => {
  vi.useFakeTimers();
  nextAuthSays('?error=too-many-attempts:278');
  await tryToSignIn();
  const button = screen.getByRole('button', { name: 'Sign in' });
  expect(screen.getByText('4:38')).toBeDefined();
  expect(button).toHaveProperty('disabled', true);
  await act(() => vi.advanceTimersByTimeAsync(8000));
  expect(screen.getByText('4:30')).toBeDefined();
  await act(() => vi.advanceTimersByTimeAsync(270_000));
  expect(button).toHaveProperty('disabled', false);
  expect(screen.getByRole('alert').textContent).toContain('You can try again now.');
});

test('without its script the form posts: a password never gets into an address', () => {
  renderInPage(<SignInForm {...BY_PASSWORD} />);
  const form = screen.getByLabelText('Password').closest('form');
  expect(form?.getAttribute('method')).toBe('post');
});

test('the password can be shown', () => {
  renderInPage(<SignInForm {...BY_PASSWORD} />);
  const input = screen.getByLabelText('Password');
  expect(input.getAttribute('type')).toBe('password');
  fireEvent.click(screen.getByRole('button', { name: 'Show the password' }));
  expect(input.getAttribute('type')).toBe('text');
});

test('by PIN extension and PIN are asked for and sent, and a wrong one is said', async () => {
  const calls = nextAuthSays('?error=credentials-rejected');
  renderInPage(<SignInForm site="pbx.example.test" ways={['pin']} asksForContext={false} />);
  fireEvent.input(screen.getByLabelText('Extension'), { target: { value: '1001@sales' } });
  fireEvent.input(screen.getByLabelText('PIN'), { target: { value: '4711' } });
  await act(async () => fireEvent.submit(screen.getByRole('button', { name: 'Sign in' })));
  expect((await screen.findByRole('alert')).textContent).toContain('That extension and PIN do not match.');
  expect(calls.at(-1)).toMatchObject({ method: 'POST', path: '/api/auth/callback/pin' });
  expect(calls.at(-1)?.body).toContain('extension=1001%40sales&pin=4711');
  expect(screen.queryByLabelText('Context')).toBeNull();
});

test('where the PIN is not all, a code is asked for and sent with it', async () => {
  const said = ['second-factor-required', 'second-factor-rejected', 'credentials-rejected'];
  const calls = answerCalls(({ path }) => {
    if (path === '/api/auth/csrf') return Response.json({ csrfToken: 'token' });
    return Response.json({ url: `${location.origin}/sign-in?error=${said.shift()}` }, { status: 401 });
  });
  const send = () => act(async () => fireEvent.submit(screen.getByRole('button', { name: 'Sign in' })));
  renderInPage(<SignInForm site="pbx.example.test" ways={['pin']} asksForContext={false} />);
  fireEvent.input(screen.getByLabelText('Extension'), { target: { value: '1001' } });
  fireEvent.input(screen.getByLabelText('PIN'), { target: { value: '4711' } });
  await send();
  const code = await screen.findByLabelText('Code');
  expect([code.getAttribute('inputmode'), code.getAttribute('autocomplete')]).toEqual(['numeric', 'one-time-code']);
  expect(document.activeElement).toBe(code);
  expect(screen.queryByRole('alert')).toBeNull();
  expect(screen.queryByRole('textbox', { name: 'Extension' })).toBeNull();

  fireEvent.input(code, { target: { value: '123 456' } });
  await send();
  expect(calls.at(-1)?.body).toContain('extension=1001&pin=4711&code=123+456');
  expect((await screen.findByRole('alert')).textContent).toContain('That code does not count.');
  expect((screen.getByLabelText('Code') as HTMLInputElement).value).toBe('');
  expect(document.activeElement).toBe(screen.getByLabelText('Code'));

  fireEvent.click(screen.getByRole('button', { name: 'Use a recovery code' }));
  fireEvent.input(screen.getByLabelText('Recovery code'), { target: { value: 'k4mzt-9wqhx' } });
  await send();
  expect(calls.at(-1)?.body).toContain('code=k4mzt-9wqhx');
  // The PIN was changed in the meantime: from the beginning.
  expect(screen.queryByLabelText('Code')).toBeNull();
  expect(screen.getByRole('textbox', { name: 'Extension' })).toBeDefined();
  expect(document.activeElement).toBe(screen.getByLabelText('PIN'));
});

test('a context is asked for only where the site has several', () => {
  renderInPage(<SignInForm site="pbx.example.test" ways={['pin']} asksForContext />);
  expect(screen.getByLabelText('Context').hasAttribute('required')).toBe(false);
});

test('where there are two ways in, one chooses between them', () => {
  renderInPage(<SignInForm site="pbx.example.test" ways={['pin', 'password']} asksForContext={false} />);
  expect(screen.queryByLabelText('Password')).toBeNull();
  fireEvent.click(screen.getByRole('radio', { name: 'Name and password' }));
  expect(screen.getByLabelText('Password')).toBeDefined();
  expect(screen.queryByLabelText('PIN')).toBeNull();
});
