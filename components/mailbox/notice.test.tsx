// @vitest-environment happy-dom
import { act, fireEvent, screen } from '@testing-library/react';
import { afterEach, expect, test, vi } from 'vitest';
import { LiveUpdates } from '#components/live/live-updates.tsx';
import type { MailboxSummary } from '#lib/voicemail/summary.ts';
import { eventSources, type ScriptedEventSource } from '#test/event-source.ts';
import { answerCalls, aSummary, problemAnswer, renderInPage } from '#test/page.tsx';
import { Notice } from './notice.tsx';

afterEach(() => {
  vi.useRealTimers();
  document.documentElement.hidden = false;
});

const inboxOf = (total: number) => [
  { slug: 'inbox' as const, name: 'Inbox', new: 0, old: total, urgent: 0, total, onPhone: true },
];

/** The notice of a page that has been live. */
async function renderNotice(wish: Partial<MailboxSummary> = {}) {
  vi.useFakeTimers();
  vi.spyOn(Math, 'random').mockReturnValue(0.5);
  const calls = answerCalls(() => Response.json(aSummary(wish)));
  const sources = eventSources();
  renderInPage(
    <>
      <LiveUpdates />
      <Notice />
    </>,
  );
  const newest = () => sources.at(-1) as ScriptedEventSource;
  await act(() => vi.advanceTimersByTimeAsync(0));
  await act(async () => newest().say('live', { live: true }));
  const seconds = (many: number) => act(() => vi.advanceTimersByTimeAsync(many * 1000));
  await seconds(0.1);
  return { calls, sources, newest, seconds };
}

test('a page that is live says nothing; one that is not says so, and when it tries again', async () => {
  const { newest, sources, seconds } = await renderNotice();
  expect(screen.queryByRole('status')).toBeNull();
  await act(async () => newest().fail());
  await seconds(2);
  await act(async () => newest().fail());
  expect(screen.queryByRole('status')).toBeNull();
  await seconds(1.5);
  expect(screen.getByRole('status').textContent).toBe('Not live. Trying again in 1 s.Try now');
  fireEvent.click(screen.getByRole('button', { name: 'Try now' }));
  expect(sources).toHaveLength(3);
  await act(async () => newest().say('live', { live: true }));
  expect(screen.queryByRole('status')).toBeNull();
});

test('one notice at a time: full comes first, then not live, then nearly full', async () => {
  const { newest, seconds } = await renderNotice({ folders: inboxOf(85) });
  expect(screen.getByRole('status').textContent).toContain('Room for 15 more messages.');
  await act(async () => newest().say('live', { live: false }));
  await seconds(3);
  expect(screen.getByRole('status').textContent).toContain('Not live.');
  answerCalls(() => Response.json(aSummary({ folders: inboxOf(100) })));
  await act(async () => newest().say('changed', { folder: 'inbox' }));
  await seconds(0.1);
  expect(screen.getByRole('alert').textContent).toContain('Your mailbox is full.');
  expect(screen.queryByText('Not live.')).toBeNull();
});

test('the counts are asked for as soon as no hint can come, then now and then, and seldom where one can', async () => {
  const { calls, newest, seconds } = await renderNotice();
  calls.length = 0;
  for (let i = 0; i < 5; i++) {
    await act(async () => newest().say('live', { live: true }));
    await seconds(20);
  }
  expect(calls).toHaveLength(0);
  await act(async () => newest().say('live', { live: false }));
  await seconds(2.5);
  expect(calls).toHaveLength(0);
  await seconds(1);
  expect(calls).toHaveLength(1);
  await seconds(17);
  expect(calls).toHaveLength(2);
});

test('a sign-in that is over, in this tab or another, leaves nothing to be seen', async () => {
  const { newest } = await renderNotice();
  const gone = vi.spyOn(location, 'replace').mockImplementation(() => {});
  await act(async () => newest().say('signed-out', {}));
  expect(gone).toHaveBeenCalledWith(expect.stringMatching(/^\/sign-in\?from=/));
  expect(document.documentElement.hidden).toBe(true);
});

test('a page that the browser kept while it was left is loaded anew before it is seen', async () => {
  await renderNotice();
  const reload = vi.spyOn(location, 'reload').mockImplementation(() => {});
  const show = (persisted: boolean) => dispatchEvent(Object.assign(new Event('pageshow'), { persisted }));
  show(false);
  expect(reload).not.toHaveBeenCalled();
  show(true);
  expect(reload).toHaveBeenCalledOnce();
  expect(document.documentElement.hidden).toBe(true);
});

test('a stream that is refused has the page ask why', async () => {
  const { newest, seconds } = await renderNotice();
  const calls = answerCalls(() => problemAnswer('sign-in-required', 401));
  await act(async () => newest().refuse());
  await seconds(0.1);
  expect(calls.map(({ path }) => path)).toEqual(['/api/mailbox']);
});
