// @vitest-environment happy-dom
import { act, fireEvent, screen, waitFor } from '@testing-library/react';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { MessageRow } from '#components/messages/message-row.tsx';
import type { Message } from '#lib/voicemail/message.ts';
import { answerCalls, aRow, renderInPage } from '#test/page.tsx';
// Loaded here already, so that the first play has them at once.
import './companions.ts';

beforeEach(() => {
  vi.spyOn(HTMLMediaElement.prototype, 'play').mockResolvedValue();
});

// What one test plays is not to be heard in the next.
afterEach(() => {
  vi.restoreAllMocks();
  for (const audio of document.querySelectorAll('audio')) fireEvent(audio, new Event('pause'));
});

const other = aRow({
  id: 'inbox.1795387464.43',
  caller: { name: 'Grace Hopper', number: '1002', presentation: 'shown' },
});

/** Two rows, what was kept of them on the server, and a hand on the sound. */
async function listeningTo(wish: Partial<Message> = {}) {
  const calls = answerCalls(() => Response.json({ messages: [], failed: [] }));
  const message = aRow({ status: 'old', durationSeconds: 120, ...wish });
  const page = renderInPage([message, other].map((row) => <MessageRow key={row.id} message={row} onOpen={() => {}} />));
  const audio = page.container.querySelector('audio') as HTMLAudioElement;
  const happens = (event: string) => fireEvent(audio, new Event(event));
  const press = (name: string) =>
    fireEvent.click(screen.getByRole('button', { name: new RegExp(`^(Play|Pause): ${name}`) }));
  press('Dr Patel');
  happens('playing');
  await act(() => new Promise((resolve) => setTimeout(resolve, 20)));
  return {
    audio,
    happens,
    press,
    goTo(seconds: number) {
      audio.currentTime = seconds;
      happens('timeupdate');
    },
    kept: () =>
      calls
        .filter(({ method }) => method === 'PATCH')
        .map(({ body }) => JSON.parse(body))
        .filter(({ positionSeconds }) => positionSeconds !== undefined)
        .map(({ ids, positionSeconds }) => [ids[0], positionSeconds]),
  };
}

const HERE = 'inbox.1795387464.42';

test('a message begins five seconds before where it was stopped elsewhere', async () => {
  const { audio } = await listeningTo({ positionSeconds: 20 });
  expect(audio.currentTime).toBe(15);
});

test('where it stops is kept at the pause, once, and not while it plays or where it has just begun', async () => {
  const { goTo, happens, kept } = await listeningTo();
  goTo(3);
  happens('pause');
  happens('playing');
  goTo(20.5);
  goTo(21);
  expect(kept()).toEqual([]);
  happens('pause');
  expect(kept()).toEqual([[HERE, 21]]);
  happens('playing');
  happens('pause');
  expect(kept()).toHaveLength(1);
});

test('while it plays the server hears of it every fifteen seconds at most', async () => {
  const now = vi.spyOn(performance, 'now');
  now.mockReturnValue(100_000);
  const { goTo, kept } = await listeningTo();
  now.mockReturnValue(115_000);
  goTo(15);
  now.mockReturnValue(129_999);
  goTo(29);
  expect(kept()).toEqual([[HERE, 15]]);
  now.mockReturnValue(130_000);
  goTo(30);
  expect(kept()).toEqual([
    [HERE, 15],
    [HERE, 30],
  ]);
});

test('at its end it is forgotten', async () => {
  const { goTo, happens, kept, press, audio } = await listeningTo({ positionSeconds: 20 });
  goTo(120);
  happens('ended');
  expect(kept()).toEqual([[HERE, 0]]);
  press('Grace Hopper');
  press('Dr Patel');
  expect(audio.src).toContain(HERE);
  happens('playing');
  expect(kept()).toHaveLength(1);
});

test('leaving it for another message, or leaving the page, keeps where it was; coming back goes on from there', async () => {
  const { goTo, happens, kept, press, audio } = await listeningTo();
  goTo(50);
  press('Grace Hopper');
  happens('playing');
  goTo(30);
  fireEvent(window, new Event('pagehide'));
  expect(kept()).toEqual([
    [HERE, 50],
    [other.id, 30],
  ]);
  press('Dr Patel');
  expect(audio.currentTime).toBe(45);
});

test('a position that could not be kept is tried again', async () => {
  const { goTo, happens, kept } = await listeningTo();
  vi.stubGlobal('fetch', async () => Promise.reject(new TypeError('no network')));
  goTo(50);
  happens('pause');
  await act(() => new Promise((resolve) => setTimeout(resolve, 20)));
  const calls = answerCalls(() => Response.json({ messages: [], failed: [] }));
  happens('playing');
  happens('pause');
  await waitFor(() => expect(calls.map(({ body }) => JSON.parse(body).positionSeconds)).toEqual([50]));
  expect(kept()).toEqual([]);
});
