// @vitest-environment happy-dom
import { act, fireEvent, render, screen, within } from '@testing-library/react';
import { renderToString } from 'react-dom/server';
import { afterEach, expect, test, vi } from 'vitest';
import { summaryKey } from '#components/mailbox/use-mailbox.ts';
import type { FolderSlug } from '#lib/voicemail/folder.ts';
import { aClient, answerCalls, aSummary, inPage, problemAnswer, renderInPage } from '#test/page.tsx';
import { FolderView } from './folder-view.tsx';

afterEach(() => {
  vi.useRealTimers();
  history.replaceState(null, '', '/');
});

/** What loads on demand is read by the first test that needs it. */
const ON_DEMAND = { timeout: 15_000 };

const nothing = () => Response.json({ messages: [], next: null, total: 0 });

function renderFolder(folder: FolderSlug, answerList: () => Response) {
  const calls = answerCalls(({ path }) => (path.startsWith('/api/mailbox') ? Response.json(aSummary()) : answerList()));
  renderInPage(<FolderView folder={folder} />);
  return calls;
}

test('while it loads, the list says so', () => {
  renderFolder('inbox', nothing);
  expect(screen.getByText('Loading messages')).toBeDefined();
});

test.each<[FolderSlug, string]>([
  ['inbox', 'Nothing here'],
  ['work', 'Nothing in Work'],
  ['deleted', 'Nothing deleted'],
])('an empty %s says "%s"', async (folder, title) => {
  renderFolder(folder, nothing);
  expect(await screen.findByRole('heading', { name: title }, ON_DEMAND)).toBeDefined();
});

test('a dead mail server is said with what to do, and with a line for the administrator', async () => {
  renderFolder('inbox', () => problemAnswer('mail-server-unreachable', 503));
  const alert = await screen.findByRole('alert');
  expect(within(alert).getByRole('heading', { name: 'The mail server does not answer' })).toBeDefined();
  expect(alert.textContent).toContain('For your administrator: mail-server-unreachable, request 7f3a91');
  expect(within(alert).getByRole('button', { name: 'Try now' })).toBeDefined();
});

test('a dead mail server is asked again by itself, when it said to', async () => {
  vi.useFakeTimers();
  let isDown = true;
  const calls = renderFolder('inbox', () =>
    isDown ? problemAnswer('mail-server-unreachable', 503, { retryAfterSeconds: 7 }) : nothing(),
  );
  const asked = () => calls.filter(({ path }) => path.startsWith('/api/messages')).length;
  await act(() => vi.advanceTimersByTimeAsync(100));
  expect(screen.getByText('Trying again in 7 seconds.')).toBeDefined();
  await act(() => vi.advanceTimersByTimeAsync(5000));
  expect(asked()).toBe(1);
  isDown = false;
  await act(() => vi.advanceTimersByTimeAsync(2500));
  expect(asked()).toBe(2);
  await act(() => vi.advanceTimersByTimeAsync(100));
  expect(screen.getByRole('heading', { name: 'Nothing here' })).toBeDefined();
});

test('an address that leads nowhere offers a way back and does not try again', async () => {
  renderFolder('inbox', () => problemAnswer('folder-not-found', 404));
  expect(await screen.findByRole('link', { name: 'Go to your Inbox' })).toBeDefined();
  expect(screen.queryByText(/Trying again/)).toBeNull();
});

test('the filter is kept in the address', () => {
  renderFolder('inbox', nothing);
  fireEvent.click(screen.getByRole('button', { name: 'Urgent' }));
  expect(location.search).toBe('?show=urgent');
  fireEvent.click(screen.getByRole('button', { name: 'All' }));
  expect(location.search).toBe('');
});

test('a folder that is taken over late draws first what the server drew, though the counts are known by then', async () => {
  history.replaceState(null, '', '/deleted?from=2026-11-22');
  answerCalls(({ path }) => (path.startsWith('/api/mailbox') ? Response.json(aSummary()) : nothing()));
  const page = <FolderView folder="deleted" />;
  const container = document.body.appendChild(document.createElement('div'));
  container.innerHTML = renderToString(inPage(page, aClient()));
  const client = aClient();
  client.setQueryData(summaryKey(undefined), aSummary());
  render(inPage(page, client), { container, hydrate: true });
  expect(await screen.findByText(/^Messages leave Deleted after 30 days/, {}, ON_DEMAND)).toBeDefined();
});
