// @vitest-environment happy-dom
import { screen } from '@testing-library/react';
import { expect, test } from 'vitest';
import { answerCalls, aRow, aSummary, renderInPage } from '#test/page.tsx';
import { FolderView } from './folder-view.tsx';
import { IndexingBar } from './indexing-bar.tsx';

test('how far the reading is, is said in numbers and to a screen reader', () => {
  renderInPage(<IndexingBar doneMessages={12_000} totalMessages={100_000} />);
  expect(screen.getByText(/^Reading the folder: 12,000 of 100,000 messages\./)).toBeDefined();
  const bar = screen.getByRole('progressbar', { name: 'Reading the folder' });
  expect(bar.getAttribute('value')).toBe('12');
  expect(screen.getByRole('status').textContent).toBe('Older ones are still to come, and the counts are not final.');
});

test('a folder that is being read shows what it has, how far it is, and that its count is not final', async () => {
  const indexing = { doneMessages: 200, totalMessages: 5000 };
  answerCalls(({ path }) =>
    path.startsWith('/api/mailbox')
      ? Response.json(aSummary())
      : Response.json({ messages: [aRow()], next: null, total: 1, upTo: 'inbox.1795387464.42', indexing }),
  );
  renderInPage(<FolderView folder="inbox" />);
  expect(await screen.findByRole('progressbar', {}, { timeout: 15_000 })).toBeDefined();
  expect(screen.getByText('61 messages so far')).toBeDefined();
});

test('a folder that has been read shows no progress', async () => {
  answerCalls(({ path }) =>
    path.startsWith('/api/mailbox')
      ? Response.json(aSummary())
      : Response.json({ messages: [aRow()], next: null, total: 1, upTo: 'inbox.1795387464.42', indexing: null }),
  );
  renderInPage(<FolderView folder="inbox" />);
  expect(await screen.findByText('61 messages')).toBeDefined();
  expect(screen.queryByRole('progressbar')).toBeNull();
});
