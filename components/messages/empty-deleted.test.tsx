// @vitest-environment happy-dom
import { fireEvent, screen } from '@testing-library/react';
import { expect, test } from 'vitest';
import { answerCalls, problemAnswer, renderInPage } from '#test/page.tsx';
import { EmptyDeleted } from './empty-deleted.tsx';

const listed = (total: number) =>
  Response.json({ messages: [], next: null, total, upTo: total > 0 ? 'deleted.1.9' : null });

function renderAnswering(total: number, purge: () => Response) {
  const calls = answerCalls(({ method }) => (method === 'DELETE' ? purge() : listed(total)));
  renderInPage(<EmptyDeleted onClose={() => {}} />);
  return calls;
}

const press = async (name: string) => fireEvent.click(await screen.findByRole('button', { name }));

test('nothing is deleted before both questions were answered, and then what was counted', async () => {
  const calls = renderAnswering(12, () => Response.json({ purged: ['deleted.1.1'], messages: [], failed: [] }));
  await press('Empty Deleted');
  expect(screen.getByRole('heading', { name: 'Delete 12 messages for good?' })).toBeDefined();
  expect(calls.filter(({ method }) => method === 'DELETE')).toEqual([]);
  await press('Delete for good');
  expect(await screen.findByText('1 message is gone for good.')).toBeDefined();
  expect(calls.filter(({ method }) => method === 'DELETE').map(({ body }) => JSON.parse(body))).toEqual([
    { filter: { folder: 'deleted', upTo: 'deleted.1.9' } },
  ]);
});

test('what could not be deleted is said, with how many and why', async () => {
  const failed = ['deleted.1.1', 'deleted.1.2'].map((id) => ({ id, code: 'mailbox-busy' }));
  renderAnswering(12, () => Response.json({ purged: [], messages: [], failed }));
  await press('Empty Deleted');
  await press('Delete for good');
  expect(await screen.findByRole('heading', { name: '2 messages could not be deleted' })).toBeDefined();
  expect(screen.getByRole('dialog').textContent).toContain('The mail server is busy.');
});

test('a refusal of everything is said', async () => {
  renderAnswering(1, () => problemAnswer('mail-server-unreachable', 503));
  await press('Empty Deleted');
  await press('Delete for good');
  expect(await screen.findByRole('heading', { name: 'Deleted could not be emptied' })).toBeDefined();
});

test('an empty Deleted asks nothing', async () => {
  renderAnswering(0, () => Response.json({}));
  expect(await screen.findByRole('heading', { name: 'Nothing to delete' })).toBeDefined();
});
