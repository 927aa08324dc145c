// @vitest-environment happy-dom
import { screen } from '@testing-library/react';
import { expect, test } from 'vitest';
import { aSummary, renderInPage } from '#test/page.tsx';
import { QuotaMeter } from './quota-meter.tsx';

const inboxOf = (total: number) => [
  { slug: 'inbox' as const, name: 'Inbox', new: 0, old: total, urgent: 0, total, onPhone: true },
];

test('a full mailbox says what callers hear', () => {
  renderInPage(<QuotaMeter summary={aSummary({ folders: inboxOf(100) })} />);
  expect(screen.getByText('Mailbox full')).toBeDefined();
  expect(screen.getByText('Callers hear that your mailbox is full.')).toBeDefined();
  expect(screen.getByRole('meter').getAttribute('value')).toBe('100');
});

test('a mailbox that is nearly full says how much room is left', () => {
  renderInPage(<QuotaMeter summary={aSummary({ folders: inboxOf(85) })} />);
  expect(screen.getByText('Room for 15 more messages.')).toBeDefined();
});

test('a mail server without QUOTA is said to tell nothing of space', () => {
  renderInPage(<QuotaMeter summary={aSummary({ quotaSupported: false })} />);
  expect(screen.getByText('The mail server does not say how much space is left.')).toBeDefined();
});

test('a mail server that sets no limit is told apart from one that cannot say', () => {
  renderInPage(<QuotaMeter summary={aSummary({ quota: null, quotaSupported: true })} />);
  expect(screen.getByText('The mail server sets no limit.')).toBeDefined();
});
