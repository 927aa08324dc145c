// @vitest-environment happy-dom
import { fireEvent, screen, waitFor } from '@testing-library/react';
import { beforeEach, expect, test, vi } from 'vitest';
import { summaryKey } from '#components/mailbox/use-mailbox.ts';
import { MessageRow } from '#components/messages/message-row.tsx';
import type { MailboxSummary } from '#lib/voicemail/summary.ts';
import { answerCalls, aRow, aSummary, type Call, problemAnswer, renderInPage } from '#test/page.tsx';
import { Dock } from './dock.tsx';

// The browser's part: when sound really starts is what the tests decide.
beforeEach(() => {
  vi.spyOn(HTMLMediaElement.prototype, 'play').mockResolvedValue();
});

const message = aRow();
const patel = { name: /^(Play|Pause): Dr Patel/ };

function renderPlayer(answer: (call: Call) => Response = () => Response.json({ messages: [], failed: [] })) {
  const calls = answerCalls(answer);
  const page = renderInPage(
    <>
      <MessageRow message={message} onOpen={() => {}} />
      <Dock />
    </>,
  );
  page.client.setQueryData(summaryKey(undefined), aSummary());
  const audio = page.container.querySelector('audio') as HTMLAudioElement;
  return {
    audio,
    happens: (event: string) => fireEvent(audio, new Event(event)),
    marks: () => calls.filter(({ method }) => method === 'PATCH').map(({ body }) => JSON.parse(body).status),
    lamp: () => page.client.getQueryData<MailboxSummary>(summaryKey(undefined))?.lamp.new,
  };
}

function keepAsNew(): HTMLElement {
  return screen.getByRole('button', { name: 'Keep as new' });
}

test('a message becomes heard when its sound starts, not at the press', async () => {
  const { audio, happens, marks, lamp } = renderPlayer();
  fireEvent.click(screen.getByRole('button', patel));
  expect(audio.src).toMatch(/\/api\/messages\/inbox\.1795387464\.42\/recording$/);
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect([marks(), lamp()]).toEqual([[], 2]);
  happens('playing');
  await waitFor(() => expect([marks(), lamp()]).toEqual([['old'], 1]));
});

test('pause, seek and resume do not mark it again, and neither does anything after "Keep as new"', async () => {
  const { happens, marks, lamp } = renderPlayer();
  fireEvent.click(screen.getByRole('button', patel));
  happens('playing');
  await waitFor(() => expect(marks()).toEqual(['old']));
  fireEvent.click(keepAsNew());
  await waitFor(() => expect([marks(), lamp()]).toEqual([['old', 'new'], 2]));
  for (const event of ['pause', 'seeking', 'waiting', 'playing', 'ended']) happens(event);
  fireEvent.keyDown(screen.getByRole('slider', { name: 'Position' }), { key: 'Home' });
  fireEvent.click(screen.getByRole('button', patel));
  happens('playing');
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(marks()).toEqual(['old', 'new']);
});

test('"Keep as new" before the sound has started keeps it from being marked at all', async () => {
  const { happens, marks } = renderPlayer();
  fireEvent.click(screen.getByRole('button', patel));
  fireEvent.click(keepAsNew());
  happens('playing');
  await waitFor(() => expect(marks()).toEqual(['new']));
});

test('played again from the start it is heard again', async () => {
  const { happens, marks } = renderPlayer();
  fireEvent.click(screen.getByRole('button', patel));
  happens('playing');
  await waitFor(() => expect(marks()).toEqual(['old']));
  fireEvent.click(keepAsNew());
  await waitFor(() => expect(marks()).toEqual(['old', 'new']));
  happens('ended');
  fireEvent.click(screen.getByRole('button', patel));
  happens('playing');
  await waitFor(() => expect(marks()).toEqual(['old', 'new', 'old']));
});

test('a mark that the server refuses is taken back and said in one sentence', async () => {
  const { happens, lamp, marks } = renderPlayer(() => problemAnswer('mail-server-unreachable', 503));
  fireEvent.click(screen.getByRole('button', patel));
  happens('playing');
  const [alert] = await screen.findAllByText(/could not be marked as heard: the mail server does not answer/);
  expect(alert?.textContent).toContain('Dr Patel');
  expect(lamp()).toBe(2);
  for (const event of ['pause', 'playing']) happens(event);
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(marks()).toEqual(['old']);
});

test('a mark that fails for this id alone is taken back too', async () => {
  const failed = [{ id: message.id, code: 'message-not-found' }];
  const { happens, lamp } = renderPlayer(() => Response.json({ messages: [], failed }));
  fireEvent.click(screen.getByRole('button', patel));
  happens('playing');
  await screen.findAllByText(/could not be marked as heard: this message is no longer here/);
  expect(lamp()).toBe(2);
});

test.each([
  ['recording-unsupported', 415, /This recording cannot be played here/, 'Download it as it is.'],
  ['mail-server-unreachable', 503, /The mail server does not answer/, 'Try again'],
  ['message-not-found', 404, /This message is no longer here/, 'Load the list again'],
])('a recording that fails with %s says so, with a way on', async (code, status, sentence, wayOn) => {
  const { happens, marks } = renderPlayer(() => problemAnswer(code, status));
  fireEvent.click(screen.getByRole('button', patel));
  happens('error');
  const [alert] = await screen.findAllByText(sentence);
  expect(alert?.textContent).toContain(wayOn);
  expect(marks()).toEqual([]);
});

test('a recording that arrives but cannot be decoded here is offered as it is', async () => {
  const { happens } = renderPlayer(() => new Response('?', { status: 206 }));
  fireEvent.click(screen.getByRole('button', patel));
  happens('error');
  const [link] = await screen.findAllByRole('link', { name: 'Download it as it is.' });
  expect(link?.getAttribute('href')).toContain('download=1');
});

test('the slider says where it is in words, and the arrows go ten seconds', () => {
  const { audio } = renderPlayer();
  fireEvent.click(screen.getByRole('button', patel));
  const slider = screen.getByRole('slider', { name: 'Position' });
  fireEvent.keyDown(slider, { key: 'ArrowRight' });
  expect(slider.getAttribute('aria-valuetext')).toBe('10 seconds of 42 seconds');
  fireEvent.keyDown(slider, { key: 'End' });
  expect(audio.currentTime).toBe(42);
  fireEvent.keyDown(slider, { key: 'ArrowLeft' });
  expect(slider.getAttribute('aria-valuetext')).toBe('32 seconds of 42 seconds');
});

test('progress is not read aloud: no region that announces says a time', () => {
  const { audio, happens } = renderPlayer();
  fireEvent.click(screen.getByRole('button', patel));
  happens('playing');
  for (const seconds of [1, 2, 3]) {
    audio.currentTime = seconds;
    happens('timeupdate');
  }
  expect(screen.getByRole('region', { name: 'Player' }).textContent).toContain('0:03');
  const announcing = document.querySelectorAll('[aria-live], [role=status], [role=alert], [role=timer], [role=log]');
  expect([...announcing].map(({ textContent }) => textContent).join()).not.toMatch(/\d:\d\d|second/);
});

test('Space plays and pauses from anywhere but a control', () => {
  const { happens } = renderPlayer();
  fireEvent.click(screen.getByRole('button', patel));
  happens('playing');
  const pause = vi.spyOn(HTMLMediaElement.prototype, 'pause');
  fireEvent.keyDown(screen.getByRole('button', patel), { key: ' ' });
  expect(pause).not.toHaveBeenCalled();
  fireEvent.keyDown(document.body, { key: ' ' });
  expect(pause).toHaveBeenCalledOnce();
});
