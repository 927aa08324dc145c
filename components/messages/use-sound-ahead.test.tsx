// @vitest-environment happy-dom
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { fireEvent, render } from '@testing-library/react';
import { useRef } from 'react';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { answerCalls, aRow, type Call } from '#test/page.tsx';
import { CHANGES } from './use-change.ts';
import { ListSelection, SelectionContext } from './use-selection.ts';
import { useSoundAhead } from './use-sound-ahead.ts';

const RESTS_MILLISECONDS = 200;
const [first, second, silent] = [
  aRow({ id: 'inbox.1.1' }),
  aRow({ id: 'inbox.1.2' }),
  aRow({ id: 'inbox.1.3', codec: null }),
];

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
  Reflect.deleteProperty(navigator, 'connection');
});

function Rows() {
  const scroller = useRef<HTMLDivElement>(null);
  useSoundAhead(scroller);
  return (
    <div ref={scroller}>
      {[first, second, silent].map(({ id }) => (
        <button key={id} type="button" data-key={id}>
          {id}
        </button>
      ))}
    </div>
  );
}

function renderRows(): { calls: Call[]; row: (id: string) => HTMLElement; client: QueryClient } {
  const client = new QueryClient();
  const calls = answerCalls(() => new Response());
  const selection = new ListSelection();
  selection.show({ mailbox: undefined, folder: 'inbox', messages: [first, second, silent], everything: null });
  const { getByText } = render(
    <QueryClientProvider client={client}>
      <SelectionContext value={selection}>
        <Rows />
      </SelectionContext>
    </QueryClientProvider>,
  );
  return { calls, row: getByText, client };
}

const rest = () => vi.advanceTimersByTimeAsync(RESTS_MILLISECONDS);
const over = (row: HTMLElement, pointerType = 'mouse') =>
  row.dispatchEvent(new PointerEvent('pointerover', { bubbles: true, pointerType }));

test('a row that the mouse rests on has its sound made ready, once, and nothing of it sent', async () => {
  const { calls, row } = renderRows();
  over(row(first.id));
  await rest();
  over(row(second.id));
  await rest();
  over(row(first.id));
  await rest();
  expect(calls.map(({ method, path }) => `${method} ${path}`)).toEqual([
    `HEAD /api/messages/${first.id}/recording`,
    `HEAD /api/messages/${second.id}/recording`,
  ]);
});

test('a row that the keys went to, too', async () => {
  const { calls, row } = renderRows();
  fireEvent.focusIn(row(second.id));
  await rest();
  expect(calls).toHaveLength(1);
});

test('a row that the mouse passes over asks for nothing', async () => {
  const { calls, row } = renderRows();
  over(row(first.id));
  over(row(second.id));
  fireEvent(row(first.id).parentElement as HTMLElement, new PointerEvent('pointerleave', { pointerType: 'mouse' }));
  await rest();
  expect(calls).toEqual([]);
});

test('neither a finger nor a row without sound asks for anything', async () => {
  const { calls, row } = renderRows();
  over(row(first.id), 'touch');
  await rest();
  over(row(silent.id));
  await rest();
  expect(calls).toEqual([]);
});

test('a browser that saves data asks for nothing', async () => {
  Object.defineProperty(navigator, 'connection', { value: { saveData: true }, configurable: true });
  const { calls, row } = renderRows();
  over(row(first.id));
  await rest();
  expect(calls).toEqual([]);
});

test('nothing is asked for while messages are being changed, and what was is given up', async () => {
  const { calls, row, client } = renderRows();
  let end: (() => void) | undefined;
  const changed = new Promise<void>((resolve) => {
    end = resolve;
  });
  over(row(first.id));
  await rest();
  const change = client.getMutationCache().build(client, { mutationKey: CHANGES, mutationFn: () => changed });
  const sent = change.execute(undefined);
  over(row(second.id));
  await rest();
  expect(calls.map(({ path }) => path)).toEqual([`/api/messages/${first.id}/recording`]);
  end?.();
  await sent;
  over(row(first.id));
  over(row(second.id));
  await rest();
  expect(calls).toHaveLength(2);
});
