// @vitest-environment happy-dom
import { cleanup, fireEvent, screen, waitFor } from '@testing-library/react';
import { beforeEach, expect, test, vi } from 'vitest';
import { readersClock } from '#components/ui/use-clock.ts';
import { answerCalls, aRow, aSummary, problemAnswer, renderInPage } from '#test/page.tsx';
import { exportChosen } from './export-chosen.ts';
import { RowMenu } from './row-menu.tsx';
import { formsOf } from './sound-forms.ts';

const ZONE = encodeURIComponent(readersClock().timeZone);
const said = () => screen.getByRole('status').textContent;

beforeEach(() => {
  answerCalls(() => Response.json(aSummary()));
});

function renderMenu(wish: Parameters<typeof aRow>[0] = {}) {
  renderInPage(
    <main>
      <RowMenu message={aRow(wish)} trigger={<button type="button">Actions</button>} />
    </main>,
  );
}

test('formsOf() offers a WAV of what the server decodes, and else only what is stored', () => {
  const labels = (codec: string | null) => formsOf({ codec }).map(({ label }) => label);
  expect(labels('wav49')).toEqual(['Download as WAV', 'Download as stored (wav49)']);
  expect(labels('ogg')).toEqual(['Download as stored (ogg)']);
  expect(labels('g729')).toEqual(['Download as stored (g729)']);
  expect(labels(null)).toEqual([]);
});

test('Copy number says that it did; where the clipboard is closed it shows the number, selected', async () => {
  const writeText = vi.fn().mockResolvedValueOnce(undefined).mockRejectedValueOnce(new Error('NotAllowedError'));
  vi.stubGlobal('navigator', { ...navigator, clipboard: { writeText } });
  renderMenu();
  fireEvent.click(await screen.findByRole('menuitem', { name: 'Copy number' }));
  await waitFor(() => expect(said()).toBe('Copied +12025550143'));
  expect(writeText).toHaveBeenCalledWith('+12025550143');
  fireEvent.keyDown(screen.getByRole('button', { name: 'Actions' }), { key: 'Enter' });
  fireEvent.click(await screen.findByRole('menuitem', { name: 'Copy number' }));
  await waitFor(() => expect(said()).toContain('Copy it from here: +12025550143'));
  expect(getSelection()?.toString()).toBe('+12025550143');
});

test('Call back is a link for the telephone of this machine, and is not there where there is no number to dial', async () => {
  renderMenu({ caller: { name: 'Dr Patel', number: '+1 (202) 555-0143', presentation: 'shown' } });
  expect((await screen.findByRole('menuitem', { name: 'Call back' })).getAttribute('href')).toBe('tel:+12025550143');
  cleanup();
  renderMenu({ caller: { name: 'Mallory', number: '*21*0900#', presentation: 'shown' } });
  await screen.findByRole('menuitem', { name: 'Copy number' });
  expect(screen.queryByRole('menuitem', { name: 'Call back' })).toBeNull();
});

test.each([
  [() => Response.json({ outcome: 'dialling' }), 'Calling Dr Patel'],
  [() => Response.json({ outcome: 'not-answered' }), 'Your phone was not picked up. Nobody was called.'],
  [
    () => Response.json({ outcome: 'phone-system-away' }),
    'The phone system does not answer. Call +12025550143 yourself.',
  ],
  [() => problemAnswer('too-many-attempts', 429), 'Your phone rings already, or rang often just now. Wait a minute.'],
  [() => problemAnswer('message-not-found', 404), 'This message is no longer here. Nobody was called.'],
])('where the site rings phones, Call back says that it does, and how it went (%#)', async (answer, words) => {
  let arrive = (_: Response) => {};
  const slow = new Promise<Response>((resolve) => {
    arrive = resolve;
  });
  const calls = answerCalls(({ method }) => (method === 'POST' ? slow : Response.json(aSummary({ callBack: 'ring' }))));
  renderMenu();
  await waitFor(() => expect(screen.getByRole('menuitem', { name: 'Call back' }).getAttribute('href')).toBeNull());
  fireEvent.click(screen.getByRole('menuitem', { name: 'Call back' }));
  await waitFor(() => expect(said()).toBe('Your phone rings first. Pick it up to call Dr Patel.'));
  arrive(answer());
  await waitFor(() => expect(said()).toBe(words));
  expect(calls.filter(({ method }) => method === 'POST').map(({ path, body }) => [path, JSON.parse(body)])).toEqual([
    ['/api/call', { id: 'inbox.1795387464.42' }],
  ]);
});

const chosen = [aRow({ id: 'inbox.7.9' }), aRow({ id: 'inbox.7.8' }), aRow({ id: 'inbox.7.3' })];
const target = { mailbox: undefined, folder: 'inbox' as const, messages: chosen, everything: null };

test('a download of the chosen begins once the server says that it can', async () => {
  const calls = answerCalls(() => new Response());
  const links: string[] = [];
  vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function (this: HTMLAnchorElement) {
    links.push(this.getAttribute('href') ?? '');
  });
  await exportChosen(target, 'wav');
  const path = `/api/export?folder=inbox&uidValidity=7&uids=3%2C8%3A9&form=wav&tz=${ZONE}`;
  expect(calls.map(({ method, path: asked }) => `${method} ${asked}`)).toEqual([`HEAD ${path}`]);
  expect(links).toEqual([path]);
  expect(said()).toBe('Downloading 3 messages');
  const filter = { folder: 'inbox' as const, status: 'new' as const, upTo: 'inbox.7.9' };
  await exportChosen({ ...target, everything: { filter, total: 1000 } }, 'stored');
  expect(links[1]).toBe(`/api/export?folder=inbox&status=new&upTo=inbox.7.9&form=stored&tz=${ZONE}`);
});

test.each([
  ['mail-server-unreachable', 503, 'The mail server does not answer. Nothing was downloaded.'],
  ['too-many-attempts', 429, 'Three downloads are under way. Wait until one has ended.'],
])('a download that cannot begin with %s says why', async (code, status, words) => {
  answerCalls(() => problemAnswer(code, status));
  const click = vi.spyOn(HTMLAnchorElement.prototype, 'click');
  click.mockClear();
  await exportChosen(target, 'wav');
  expect(said()).toBe(words);
  expect(click).not.toHaveBeenCalled();
});

test('more than one download holds is not even asked for', async () => {
  const calls = answerCalls(() => new Response());
  await exportChosen({ ...target, everything: { filter: { folder: 'inbox', upTo: 'inbox.7.9' }, total: 1204 } }, 'wav');
  expect(calls).toEqual([]);
  expect(said()).toMatch(/^One download holds 1,000 messages at most/);
});
