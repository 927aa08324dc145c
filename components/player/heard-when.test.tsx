// @vitest-environment happy-dom
import { act, fireEvent, screen, waitFor } from '@testing-library/react';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { summaryKey } from '#components/mailbox/use-mailbox.ts';
import { MessageRow } from '#components/messages/message-row.tsx';
import { answerCalls, aRow, aSummary, renderInPage } from '#test/page.tsx';
import { chooseHeardWhen, type HeardWhen, heardWhen } from './heard-when.ts';
// Loaded here already, so that the first play has them at once.
import './companions.ts';

beforeEach(() => {
  vi.spyOn(HTMLMediaElement.prototype, 'play').mockResolvedValue();
});

afterEach(() => {
  for (const audio of document.querySelectorAll('audio')) fireEvent(audio, new Event('pause'));
  localStorage.clear();
});

/** Somebody who chose when, and whose new message plays from its start. */
async function listening(when: HeardWhen) {
  const calls = answerCalls(() => Response.json({ messages: [], failed: [] }));
  const page = renderInPage(<MessageRow message={aRow()} onOpen={() => {}} />);
  page.client.setQueryData(summaryKey(undefined), aSummary());
  chooseHeardWhen(page.client, undefined, when);
  const audio = page.container.querySelector('audio') as HTMLAudioElement;
  const happens = (event: string) => fireEvent(audio, new Event(event));
  const play = async () => {
    fireEvent.click(screen.getByRole('button', { name: /^(Play|Pause): Dr Patel/ }));
    happens('playing');
    await act(() => new Promise((resolve) => setTimeout(resolve, 30)));
  };
  await play();
  const goTo = (seconds: number) => {
    audio.currentTime = seconds;
    happens('timeupdate');
  };
  return {
    client: page.client,
    happens,
    play,
    goTo,
    listen(fromSeconds: number, toSeconds: number) {
      for (let seconds = fromSeconds; seconds <= toSeconds; seconds += 0.5) goTo(seconds);
    },
    marks: () =>
      calls
        .flatMap(({ method, body }) => (method === 'PATCH' ? JSON.parse(body) : []))
        .flatMap(({ status }) => status ?? []),
  };
}

test('"at the start" marks at once', async () => {
  const { marks } = await listening('start');
  await waitFor(() => expect(marks()).toEqual(['old']));
});

test('"after some seconds" counts what is listened to, and not what is skipped', async () => {
  const { listen, goTo, marks } = await listening('seconds');
  listen(0.5, 3);
  goTo(20);
  listen(20.5, 21.5);
  await act(() => new Promise((resolve) => setTimeout(resolve, 20)));
  expect(marks()).toEqual([]);
  listen(22, 23);
  await waitFor(() => expect(marks()).toEqual(['old']));
});

test('"after some seconds" is at its end where the message is shorter', async () => {
  const { goTo, happens, marks } = await listening('seconds');
  goTo(2);
  happens('ended');
  await waitFor(() => expect(marks()).toEqual(['old']));
});

test('"at the end" marks at no pause before', async () => {
  const { listen, happens, marks } = await listening('end');
  listen(0.5, 10);
  happens('pause');
  happens('playing');
  await act(() => new Promise((resolve) => setTimeout(resolve, 20)));
  expect(marks()).toEqual([]);
  happens('ended');
  await waitFor(() => expect(marks()).toEqual(['old']));
});

test('"by hand" marks never, not even when it is played again', async () => {
  const { listen, happens, play, marks } = await listening('hand');
  listen(0.5, 8);
  happens('ended');
  await play();
  happens('ended');
  expect(marks()).toEqual([]);
});

test('a choice is that of one person: another one of this browser has their own', async () => {
  const { client } = await listening('end');
  client.setQueryData(summaryKey('1002@default'), aSummary({ mailbox: '1002@default', mailboxes: ['1002@default'] }));
  expect([heardWhen(client, undefined), heardWhen(client, '1002@default')]).toEqual(['end', 'start']);
  localStorage.setItem('lamplight.heard', '{"1002@default":"whenever"}');
  expect(heardWhen(client, '1002@default')).toBe('start');
  localStorage.setItem('lamplight.heard', 'no JSON');
  expect(heardWhen(client, undefined)).toBe('start');
});
