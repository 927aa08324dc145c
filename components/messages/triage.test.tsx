// @vitest-environment happy-dom
import { act, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { beforeEach, expect, test, vi } from 'vitest';
import { FolderNav } from '#components/mailbox/folder-nav.tsx';
import { DockSeat } from '#components/player/dock-seat.tsx';
import type { Message } from '#lib/voicemail/message.ts';
import { answerCalls, aRow, aSummary, type Call, changesTo, problemAnswer, renderInPage } from '#test/page.tsx';
import { ChangeDesk } from './change-desk.tsx';
import { FolderView } from './folder-view.tsx';
// Loaded on demand: here beforehand, for no test waits long.
import '#components/player/dock.tsx';
import '#components/player/download-this.tsx';
import './bulk-tools.tsx';
import './no-room-dialog.tsx';
import './undo-toast.tsx';

// happy-dom gives nothing a size: a virtual list would draw no row.
beforeEach(() => {
  vi.spyOn(HTMLElement.prototype, 'clientHeight', 'get').mockReturnValue(800);
  vi.spyOn(HTMLElement.prototype, 'clientWidth', 'get').mockReturnValue(800);
  HTMLElement.prototype.checkVisibility ??= () => true;
  vi.spyOn(HTMLMediaElement.prototype, 'play').mockResolvedValue();
});

const NAMES = ['Dr Patel', 'Grace Hopper', 'Linus Berg', 'Ana García'];
const rows = NAMES.map((name, index) =>
  aRow({
    id: `inbox.1.${9 - index}`,
    durationSeconds: 11,
    receivedAt: `2026-11-22T1${9 - index}:00:00.000Z`,
    status: index < 2 ? 'new' : 'old',
    caller: { name, number: null, presentation: 'shown' },
  }),
);
const TOTAL = 1204;
const work = { slug: 'work' as const, name: 'Work', new: 0, old: 3, urgent: 0, total: 3, onPhone: true };
const deleted = { slug: 'deleted' as const, name: 'Deleted', new: 0, old: 0, urgent: 0, total: 0, onPhone: false };
const summary = aSummary({ folders: [...aSummary().folders, work, deleted] });

interface Body {
  ids?: string[];
  filter?: object;
  folder?: Message['folder'];
}

/** As the server answers: each id gets another one in the folder where it went. */
function moved({ ids = [], folder = 'inbox' }: Body) {
  const messages = ids.map((was) => ({ ...aRow({ id: `${folder}.7.${was.split('.')[2]}`, folder }), was }));
  return Response.json({ messages, failed: [] });
}

/** What the inbox does not list any more once the server has answered. */
async function noteGone(gone: Set<string>, answer: Response): Promise<Response> {
  const { messages = [], purged = [] } = answer.ok ? await answer.clone().json() : {};
  for (const { was, folder } of messages) folder === 'inbox' ? gone.clear() : gone.add(was);
  for (const id of purged) gone.add(id);
  return answer;
}

async function renderInbox(answerChange: (body: Body, call: Call) => Response | Promise<Response> = moved) {
  const gone = new Set<string>();
  const calls = answerCalls(async (call) => {
    if (call.method === 'HEAD') return new Response();
    if (call.path.startsWith('/api/mailbox')) return Response.json(summary);
    const messages = rows.filter(({ id }) => !gone.has(id));
    if (call.path.startsWith('/api/messages/changes')) return Response.json(changesTo(messages, TOTAL));
    if (call.method === 'GET') return Response.json({ messages, next: null, total: TOTAL, upTo: 'inbox.1.9' });
    return noteGone(gone, await answerChange(JSON.parse(call.body), call));
  });
  renderInPage(
    <>
      <FolderNav />
      <FolderView folder="inbox" />
      <ChangeDesk />
      <DockSeat />
    </>,
  );
  await screen.findByText('Dr Patel');
  const isChange = ({ method }: Call) => method !== 'GET' && method !== 'HEAD';
  return { sent: () => calls.filter(isChange).map(({ body }) => JSON.parse(body)) };
}

const shown = () => screen.queryAllByRole('checkbox').map((box) => box.getAttribute('aria-label')?.slice(7));
const checkbox = (name: string) => screen.getByRole<HTMLInputElement>('checkbox', { name: `Select ${name}` });
const chosen = () =>
  screen
    .queryAllByRole<HTMLInputElement>('checkbox')
    .filter(({ checked }) => checked)
    .map((box) => box.getAttribute('aria-label')?.slice(7));
const press = (key: string, more: object = {}) =>
  fireEvent.keyDown(document.activeElement ?? document.body, { key, ...more });
const folderLink = (name: string) => screen.getByRole('link', { name: new RegExp(name) });

/** A server that thinks for as long as the test wants. */
function aSlowAnswer() {
  let answer: (response: Response) => void = () => {};
  const promise = new Promise<Response>((resolve) => {
    answer = resolve;
  });
  return { promise, answer };
}

test('a deleted row leaves at once, with the counts, before the server has answered', async () => {
  const slow = aSlowAnswer();
  await renderInbox(() => slow.promise);
  fireEvent.click(screen.getByRole('button', { name: 'Delete: Dr Patel' }));
  await waitFor(() => expect(shown()).toEqual(['Grace Hopper', 'Linus Berg', 'Ana García']));
  expect(folderLink('Inbox').textContent).toContain('1 new of 60');
  expect(folderLink('Deleted').textContent).toContain('1 new of 1');
  await act(async () => slow.answer(moved({ ids: ['inbox.1.9'], folder: 'deleted' })));
});

test('a refused row comes back to its place, with one sentence that names it', async () => {
  await renderInbox(() => Response.json({ messages: [], failed: [{ id: 'inbox.1.8', code: 'folder-full' }] }));
  fireEvent.click(screen.getByRole('button', { name: 'Delete: Grace Hopper' }));
  const alert = await screen.findByRole('alert');
  expect(alert.textContent).toContain('Grace Hopper could not be deleted: Deleted is full. Nothing was lost.');
  expect(shown()).toEqual(NAMES);
  expect(document.querySelector('[data-radix-collection-item]')).toBeNull();
});

test('of a change that fails in part, only what was refused comes back, and the sentence says which', async () => {
  const { sent } = await renderInbox(({ ids = [] }) =>
    Response.json({
      messages: ids
        .filter((id) => id !== 'inbox.1.7')
        .map((was) => ({ ...aRow({ id: `work.7.${was.at(-1)}`, folder: 'work' }), was })),
      failed: [{ id: 'inbox.1.7', code: 'message-not-found' }],
    }),
  );
  for (const name of NAMES.slice(0, 3)) fireEvent.click(checkbox(name));
  press('Delete');
  const alert = await screen.findByRole('alert');
  expect(alert.textContent).toContain(
    '1 of 3 messages (Linus Berg) could not be deleted: this message is no longer here.',
  );
  expect(sent()).toEqual([{ ids: ['inbox.1.9', 'inbox.1.8', 'inbox.1.7'], folder: 'deleted' }]);
});

test('Ctrl+Z brings back what was deleted, by the ids that it has now', async () => {
  const { sent } = await renderInbox(({ ids = [], folder }) =>
    folder
      ? moved({ ids, folder })
      : Response.json({ messages: ids.map((was) => ({ ...aRow({ id: `inbox.1.9${was.at(-1)}` }), was })), failed: [] }),
  );
  fireEvent.click(screen.getByRole('button', { name: 'Delete: Grace Hopper' }));
  await waitFor(() => expect(shown()).not.toContain('Grace Hopper'));
  press('z', { ctrlKey: true });
  await waitFor(() => expect(shown()).toEqual(NAMES));
  await waitFor(() =>
    expect(sent()).toEqual([
      { ids: ['inbox.1.8'], folder: 'deleted' },
      { ids: ['deleted.7.8'], restore: true },
    ]),
  );
});

test('Undo while the server still thinks waits for the ids that the change gives', async () => {
  const slow = aSlowAnswer();
  const { sent } = await renderInbox(({ folder }) =>
    folder ? slow.promise : Response.json({ messages: [], failed: [] }),
  );
  fireEvent.click(screen.getByRole('button', { name: 'Delete: Dr Patel' }));
  await waitFor(() => expect(shown()).not.toContain('Dr Patel'));
  press('u');
  await waitFor(() => expect(shown()).toEqual(NAMES));
  expect(sent()).toHaveLength(1);
  await act(async () => slow.answer(moved({ ids: ['inbox.1.9'], folder: 'deleted' })));
  await waitFor(() => expect(sent()[1]).toEqual({ ids: ['deleted.7.9'], restore: true }));
});

test('the toast names what was done', async () => {
  await renderInbox();
  fireEvent.click(screen.getByRole('button', { name: 'Delete: Dr Patel' }));
  const undo = await screen.findByRole('button', { name: 'Undo' });
  expect(undo.closest('li')?.textContent).toContain('Deleted Dr Patel, 0:11');
});

test('j and k move the focus, x chooses, Shift and x chooses up to there, Escape lets go', async () => {
  await renderInbox();
  press('j');
  await waitFor(() => expect(document.activeElement).toBe(checkbox('Dr Patel')));
  press('x');
  for (const _ of [1, 2]) press('j');
  expect(document.activeElement).toBe(checkbox('Linus Berg'));
  press('X', { shiftKey: true });
  expect(chosen()).toEqual(['Dr Patel', 'Grace Hopper', 'Linus Berg']);
  press('k');
  expect(document.activeElement).toBe(checkbox('Grace Hopper'));
  press('Escape');
  expect(chosen()).toEqual([]);
});

test('Shift and a click chooses everything between', async () => {
  await renderInbox();
  fireEvent.click(checkbox('Grace Hopper'));
  fireEvent.click(checkbox('Ana García'), { shiftKey: true });
  expect(chosen()).toEqual(['Grace Hopper', 'Linus Berg', 'Ana García']);
});

test('Ctrl and a click anywhere in a row chooses it; a plain click does not', async () => {
  await renderInbox();
  fireEvent.click(screen.getByText('Linus Berg'), { ctrlKey: true });
  fireEvent.click(screen.getByText('Ana García'));
  expect(chosen()).toEqual(['Linus Berg']);
});

test('Select all takes what is not loaded too, as the filter finds it', async () => {
  const slow = aSlowAnswer();
  const { sent } = await renderInbox(() => slow.promise);
  fireEvent.click(checkbox('Dr Patel'));
  const [all] = await screen.findAllByRole('button', { name: 'Select all 1,204' });
  if (all) fireEvent.click(all);
  expect(chosen()).toEqual(NAMES);
  expect(screen.getAllByText('All 1,204 in Inbox are selected').length).toBeGreaterThan(0);
  press('Delete');
  await waitFor(() => expect(sent()).toEqual([{ filter: { folder: 'inbox', upTo: 'inbox.1.9' }, folder: 'deleted' }]));
  expect(shown()).toEqual([]);
  expect(folderLink('Deleted').textContent).toContain('2 new of 61');
  await act(async () => slow.answer(Response.json({ messages: [], failed: [] })));
});

test('marking heard is asked only for what is new, and Undo makes only that new again', async () => {
  const { sent } = await renderInbox(({ ids = [] }) =>
    Response.json({ messages: ids.map((was) => ({ ...aRow({ id: was, status: 'old' }), was })), failed: [] }),
  );
  for (const name of NAMES) fireEvent.click(checkbox(name));
  const [bar] = await screen.findAllByRole('toolbar', { name: 'Selected messages' });
  if (bar) fireEvent.click(within(bar).getByRole('button', { name: 'Mark as heard' }));
  await waitFor(() => expect(sent()).toEqual([{ ids: ['inbox.1.9', 'inbox.1.8'], status: 'old' }]));
  press('u');
  await waitFor(() => expect(sent()[1]).toEqual({ ids: ['inbox.1.9', 'inbox.1.8'], status: 'new' }));
});

test('keys mean nothing to the list while one types', async () => {
  const { sent } = await renderInbox();
  fireEvent.click(checkbox('Dr Patel'));
  const field = document.createElement('input');
  document.body.append(field);
  field.focus();
  for (const key of ['Delete', 'x', 'u', 'j']) press(key);
  expect(document.activeElement).toBe(field);
  field.remove();
  expect(chosen()).toEqual(['Dr Patel']);
  expect(sent()).toEqual([]);
});

test('a message that plays plays on when it is deleted, and the player follows it', async () => {
  await renderInbox();
  const audio = document.querySelector('audio') as HTMLAudioElement;
  fireEvent.click(screen.getByRole('button', { name: /^Play: Linus Berg/ }));
  fireEvent(audio, new Event('playing'));
  const { src } = audio;
  fireEvent.click(screen.getByRole('button', { name: 'Delete: Linus Berg' }));
  const player = await screen.findByRole('region', { name: 'Player' }, { timeout: 10_000 });
  const href = () => screen.getByText('Download as WAV').getAttribute('href');
  fireEvent.click(within(player).getByRole('button', { name: 'Download' }));
  await waitFor(() => expect(href()).toContain('deleted.7.7'), { timeout: 10_000 });
  expect(audio.src).toBe(src);
  fireEvent(audio, new Event('error'));
  expect(audio.src).toContain('/api/messages/deleted.7.7/recording');
});

test('no room in Deleted asks how to go on, and deletes for good only after a second question', async () => {
  const { sent } = await renderInbox((_body, { method }) =>
    method === 'PATCH'
      ? problemAnswer('mailbox-over-quota', 507)
      : Response.json({ purged: ['inbox.1.9'], messages: [], failed: [] }),
  );
  fireEvent.click(screen.getByRole('button', { name: 'Delete: Dr Patel' }));
  await screen.findByRole('heading', { name: 'Deleted has no room for Dr Patel' });
  fireEvent.click(screen.getByRole('button', { name: 'Delete for good…' }));
  await screen.findByRole('heading', { name: 'Delete Dr Patel for good?' });
  expect(sent()).toHaveLength(1);
  fireEvent.click(screen.getByRole('button', { name: 'Delete for good' }));
  await waitFor(() => expect(sent()[1]).toEqual({ ids: ['inbox.1.9'], overQuota: true }));
  await waitFor(() => expect(shown()).not.toContain('Dr Patel'));
});
