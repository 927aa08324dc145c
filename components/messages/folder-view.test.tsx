// @vitest-environment happy-dom
import { act, fireEvent, screen, within } from '@testing-library/react';
import { afterEach, expect, test, vi } from 'vitest';
import type { FolderSlug } from '#lib/voicemail/folder.ts';
import { answerCalls, aSummary, problemAnswer, renderInPage } from '#test/page.tsx';
import { FolderView } from './folder-view.tsx';

afterEach(() => {
  vi.useRealTimers();
  history.replaceState(null, '', '/');
});

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
  expect(await screen.findByRole('heading', { name: title })).toBeDefined();
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
