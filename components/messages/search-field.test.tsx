// @vitest-environment happy-dom
import { act, fireEvent, screen } from '@testing-library/react';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { AddressBar } from '#test/address-bar.tsx';
import { renderInPage } from '#test/page.tsx';
import { SearchField } from './search-field.tsx';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
  history.replaceState(null, '', '/');
});

const field = () => screen.getByRole<HTMLInputElement>('textbox', { name: 'Search for a name or number' });
const wait = (milliseconds: number) => act(() => vi.advanceTimersByTimeAsync(milliseconds));
const typeIn = (text: string) => fireEvent.change(field(), { target: { value: text } });

function renderField(address = '/inbox', delayMs = 0) {
  history.replaceState(null, '', address);
  renderInPage(
    <AddressBar delayMs={delayMs}>
      <SearchField />
    </AddressBar>,
  );
}

test('the address follows after a pause in typing, once', async () => {
  renderField('/inbox?show=new');
  const replaced = vi.spyOn(history, 'replaceState');
  for (const text of ['p', 'pa', 'pat']) {
    typeIn(text);
    await wait(100);
  }
  expect(location.search).toBe('?show=new');
  await wait(300);
  expect(location.search).toBe('?show=new&q=pat');
  expect(replaced).toHaveBeenCalledTimes(1);
});

test('an address that comes back late takes no letter away', async () => {
  renderField('/inbox', 600);
  const whole = 'dr patel 0143';
  for (let length = 1; length <= whole.length; length++) {
    typeIn(whole.slice(0, length));
    await wait(length % 3 === 0 ? 280 : 90);
    expect(field().value).toBe(whole.slice(0, length));
  }
  await wait(2000);
  expect(field().value).toBe(whole);
  expect(location.search).toBe('?q=dr+patel+0143');
});

test('what the address says is in the field, and again when it says something else', async () => {
  renderField('/inbox?q=patel');
  expect(field().value).toBe('patel');
  act(() => history.replaceState(null, '', '/inbox?q=grace'));
  await wait(10);
  expect(field().value).toBe('grace');
});

test('Escape clears and goes no further; Enter does not wait', async () => {
  renderField();
  typeIn('patel');
  fireEvent.keyDown(field(), { key: 'Enter' });
  expect(location.search).toBe('?q=patel');
  await wait(10);
  const onEscape = vi.fn();
  document.addEventListener('keydown', onEscape, { once: true });
  fireEvent.keyDown(field(), { key: 'Escape' });
  expect([field().value, location.search]).toEqual(['', '']);
  await wait(1000);
  expect(field().value).toBe('');
});

test('the key "/" leads to the field, but is a letter in a field', async () => {
  renderField();
  fireEvent.keyDown(document.body, { key: '/' });
  await wait(50);
  expect(document.activeElement).toBe(field());
  expect(fireEvent.keyDown(field(), { key: '/' })).toBe(true);
});
