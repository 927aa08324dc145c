// @vitest-environment happy-dom
import { act, render, screen } from '@testing-library/react';
import { expect, test } from 'vitest';
import type { Message } from '#lib/voicemail/message.ts';
import { aClient, answerCalls, aRow, aSummary, changesTo, inPage } from '#test/page.tsx';
import { FolderView } from './folder-view.tsx';
import type { Pages } from './optimistic.ts';
import { messagesKey } from './use-messages.ts';

const COUNT = 8;

/** A row that notes when it is drawn: only drawing asks for its tags. */
function watched(uid: number, drawn: string[]): Message {
  const id = `inbox.1.${uid}`;
  const row = aRow({ id, receivedAt: `2026-11-22T10:0${uid}:00.000Z` });
  return Object.defineProperty(row, 'hasIntro', {
    enumerable: true,
    get() {
      drawn.push(id);
      return false;
    },
  });
}

/** An inbox of eight rows, and what the server says became of them. */
function renderRows(changed: (rows: Message[]) => ReturnType<typeof changesTo>) {
  const drawn: string[] = [];
  const rows = Array.from({ length: COUNT }, (_, index) => watched(COUNT - index, drawn));
  const calls = answerCalls(({ path }) =>
    Response.json(path.startsWith('/api/messages/changes') ? changed(rows) : aSummary()),
  );
  const client = aClient();
  const page = { messages: rows, next: null, total: COUNT, upTo: `inbox.1.${COUNT}`, indexing: null };
  client.setQueryData<Pages>(messagesKey(undefined, 'inbox', {}), { pages: [page], pageParams: [undefined] });
  render(inPage(<FolderView folder="inbox" />, client));
  const hint = async () => {
    drawn.length = 0;
    await act(() => client.invalidateQueries({ queryKey: messagesKey(undefined) }));
  };
  return { drawn, hint, calls };
}

test('a message that is heard elsewhere costs one call, and one row is drawn anew', async () => {
  const { drawn, hint, calls } = renderRows((rows) => {
    const changes = changesTo(rows);
    return { ...changes, newUids: changes.newUids.filter((uid) => uid !== 5) };
  });
  await hint();
  expect(await screen.findAllByRole('button', { name: 'Play: Dr Patel, Heard' })).toHaveLength(1);
  expect(new Set(drawn)).toEqual(new Set(['inbox.1.5']));
  expect(calls.filter(({ path }) => path.startsWith('/api/messages'))).toHaveLength(1);
});

test('a message that comes costs one row: those that were there are not drawn anew', async () => {
  const arrival = aRow({
    id: 'inbox.1.9',
    receivedAt: '2026-11-22T10:09:00.000Z',
    caller: { name: 'Ana García', number: null, presentation: 'shown' },
  });
  const { drawn, hint } = renderRows((rows) => ({ ...changesTo([arrival, ...rows]), messages: [arrival] }));
  await hint();
  expect(await screen.findByText('Ana García')).toBeDefined();
  expect(drawn).toEqual([]);
});
