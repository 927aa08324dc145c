// @vitest-environment happy-dom
import { act, screen } from '@testing-library/react';
import { expect, test, vi } from 'vitest';
import { aRow, renderInPage } from '#test/page.tsx';
import { MessageRow } from './message-row.tsx';
import { noteScroll } from './scroll-rest.ts';

function renderRow(wish: Parameters<typeof aRow>[0]) {
  return renderInPage(<MessageRow message={aRow(wish)} onOpen={() => {}} />);
}

test('a message without a caller says "Unknown caller"', () => {
  renderRow({ caller: { name: null, number: null, presentation: 'unknown' } });
  expect(screen.getByText('Unknown caller')).toBeDefined();
  expect(screen.getByText('No number came with the call')).toBeDefined();
});

test('a hidden number is said in words', () => {
  renderRow({ caller: { name: null, number: null, presentation: 'withheld' } });
  expect(screen.getByText('Withheld number')).toBeDefined();
  expect(screen.getByText('The caller hid the number')).toBeDefined();
});

test('the play button says who, and whether it is new', () => {
  renderRow({});
  expect(screen.getByRole('button', { name: 'Play: Dr Patel, New' })).toBeDefined();
});

test('urgent and forwarded messages carry the word', () => {
  renderRow({ urgent: true, hasIntro: true });
  expect(screen.getByText('Urgent')).toBeDefined();
  expect(screen.getByText('With intro')).toBeDefined();
});

test('a message without a recording says "No sound" and can be neither played nor downloaded', () => {
  renderRow({ codec: null });
  expect(screen.getByText('No sound')).toBeDefined();
  expect(screen.getByRole('button', { name: 'No sound: Dr Patel' })).toHaveProperty('disabled', true);
  expect(screen.queryByRole('link', { name: /Download/ })).toBeNull();
});

test('the time is the reader’s, with the whole stamp behind it', () => {
  renderRow({ receivedAt: '2026-11-22T18:20:05.000Z' });
  const time = screen.getByText('00:05');
  expect(time.getAttribute('datetime')).toBe('2026-11-22T18:20:05.000Z');
  expect(time.getAttribute('title')).toContain('23 November 2026 at 00:05:05');
});

test('the download link names the reader’s zone', () => {
  renderRow({});
  const link = screen.getByRole('link', { name: 'Download: Dr Patel' });
  // Older zone tables spell it Katmandu.
  expect(link.getAttribute('href')).toMatch(/\/inbox\.1795387464\.42\/recording\?download=1&tz=Asia%2FKath?mandu$/);
});

test('a length that is not known is said, not left out', () => {
  renderRow({ durationSeconds: null });
  expect(screen.getByText('Length unknown')).toBeDefined();
});

test('a row that comes while the list is scrolled has what is behind the pointer once it rests, and one from before keeps it', () => {
  vi.useFakeTimers();
  renderRow({});
  noteScroll();
  renderRow({ caller: { name: 'Courier', number: null, presentation: 'shown' } });
  expect(screen.getByRole('button', { name: 'Play: Courier, New' })).toBeDefined();
  expect(screen.queryByRole('button', { name: 'Delete: Courier' })).toBeNull();
  act(() => vi.advanceTimersByTime(100));
  noteScroll();
  act(() => vi.advanceTimersByTime(100));
  expect(screen.queryByRole('button', { name: 'Delete: Courier' })).toBeNull();
  expect(screen.getByRole('button', { name: 'Delete: Dr Patel' })).toBeDefined();
  act(() => vi.advanceTimersByTime(100));
  expect(screen.getByRole('button', { name: 'Delete: Courier' })).toBeDefined();
  vi.useRealTimers();
});
