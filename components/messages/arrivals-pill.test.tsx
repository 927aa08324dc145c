// @vitest-environment happy-dom
import { act, fireEvent, render, screen } from '@testing-library/react';
import { expect, test } from 'vitest';
import { aRow } from '#test/page.tsx';
import { Arrivals } from './arrivals-pill.tsx';

const row = (minute: number) =>
  aRow({ id: `inbox.1.${minute}`, receivedAt: new Date(Date.UTC(2026, 10, 22, 0, minute)).toISOString() });

function list(...minutes: number[]) {
  return (
    <>
      <Arrivals messages={minutes.map(row)} upTo={`inbox.1.${minutes[0]}`}>
        {(shown, upTo) => (
          <div data-list>
            <output>
              {shown.map(({ id }) => id.split('.')[2]).join(' ')} up to {upTo}
            </output>
            {shown.map(({ id }) => (
              <div key={id} data-key={id}>
                <button type="button">Play {id}</button>
              </div>
            ))}
          </div>
        )}
      </Arrivals>
      <button type="button">Elsewhere</button>
    </>
  );
}

const shown = () => document.querySelector('output')?.textContent;
const focus = (name: string) => act(() => screen.getByRole('button', { name }).focus());
const pill = () => screen.queryByRole('button', { name: /new$/ });

test('an arrival waits while the focus is in the list, and "all" does not mean it until it is seen', () => {
  const { rerender } = render(list(2, 1));
  focus('Play inbox.1.1');
  rerender(list(3, 2, 1));
  expect(shown()).toBe('2 1 up to inbox.1.2');
  expect(pill()?.textContent).toBe('1 new');
  rerender(list(4, 3, 2, 1));
  expect(pill()?.textContent).toBe('2 new');
  focus('Elsewhere');
  expect(shown()).toBe('4 3 2 1 up to inbox.1.4');
  expect(pill()).toBeNull();
});

test('the pill lets in what waits, and only that', () => {
  const { rerender } = render(list(2, 1));
  focus('Play inbox.1.1');
  rerender(list(3, 2, 1));
  fireEvent.click(pill() as HTMLElement);
  expect(shown()).toBe('3 2 1 up to inbox.1.3');
  rerender(list(4, 3, 2, 1));
  expect(shown()).toBe('3 2 1 up to inbox.1.3');
});

test('what is loaded below, and what leaves, needs nobody to let it', () => {
  const { rerender } = render(list(5, 4));
  focus('Play inbox.1.4');
  rerender(list(5, 4, 3));
  expect(shown()).toBe('5 4 3 up to inbox.1.5');
  rerender(list(4, 3));
  expect(shown()).toBe('4 3 up to inbox.1.4');
  expect(pill()).toBeNull();
});

test('a pointer that passes over a thumb’s list is none that rests in it', () => {
  const { rerender } = render(list(2, 1));
  const button = screen.getByRole('button', { name: 'Play inbox.1.1' });
  fireEvent.pointerOver(button, { pointerType: 'touch' });
  rerender(list(3, 2, 1));
  expect(shown()).toBe('3 2 1 up to inbox.1.3');
  fireEvent.pointerOver(button, { pointerType: 'mouse' });
  rerender(list(4, 3, 2, 1));
  expect(shown()).toBe('3 2 1 up to inbox.1.3');
});
