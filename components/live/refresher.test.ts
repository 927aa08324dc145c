import { InfiniteQueryObserver, type QueryClient, QueryObserver } from '@tanstack/react-query';
import { beforeEach, expect, test, vi } from 'vitest';
import { summaryKey } from '#components/mailbox/use-mailbox.ts';
import type { Narrowing } from '#components/messages/search.ts';
import { CHANGES } from '#components/messages/use-change.ts';
import { messagesKey } from '#components/messages/use-messages.ts';
import type { FolderSlug } from '#lib/voicemail/folder.ts';
import { aClient } from '#test/page.tsx';
import { Refresher } from './refresher.ts';

let client: QueryClient;
/** What was asked for, and how to answer it. */
let asked: string[];
let answers: (() => void)[];

beforeEach(() => {
  vi.useRealTimers();
  client = aClient();
  asked = [];
  answers = [];
});

const pause = () => new Promise((resolve) => setTimeout(resolve));

async function answerAll(): Promise<void> {
  await pause();
  while (answers.length > 0) {
    for (const answer of answers.splice(0)) answer();
    await pause();
  }
}

function ask<T>(what: string, answer: T): Promise<T> {
  asked.push(what);
  return new Promise((resolve) => answers.push(() => resolve(answer)));
}

/** As a folder that is shown, or was. */
function aList(folder: FolderSlug, narrowing: Narrowing = {}): () => void {
  const observer = new InfiniteQueryObserver(client, {
    queryKey: messagesKey(undefined, folder, narrowing),
    queryFn: () => ask([folder, ...Object.values(narrowing)].join(' '), { messages: [], next: null, total: 0 }),
    initialPageParam: undefined,
    getNextPageParam: () => undefined,
    staleTime: 60_000,
  });
  return observer.subscribe(() => {});
}

async function aPage(...lists: Parameters<typeof aList>[]) {
  const observer = new QueryObserver(client, { queryKey: summaryKey(undefined), queryFn: () => ask('counts', {}) });
  observer.subscribe(() => {});
  for (const list of lists) aList(...list);
  await answerAll();
  asked = [];
  const fetched: number[] = [];
  const refresher = new Refresher(client, undefined, (since) => fetched.push(since));
  refresher.watchChanges();
  return { refresher, fetched };
}

/** A change of the page's own, under way until it is answered. */
async function aChange(): Promise<() => Promise<void>> {
  let answer = () => {};
  const mutation = client.getMutationCache().build(client, {
    mutationKey: CHANGES,
    mutationFn: () =>
      new Promise<void>((resolve) => {
        answer = resolve;
      }),
  });
  const done = mutation.execute(undefined);
  await pause();
  return async () => {
    answer();
    await done;
  };
}

test('hint() fetches the counts and the lists of its folder, and of no other', async () => {
  const { refresher, fetched } = await aPage(['inbox'], ['work']);
  void refresher.hint('inbox');
  await answerAll();
  expect(asked).toEqual(['counts', 'inbox']);
  expect(fetched).toHaveLength(1);
  void refresher.hint(null);
  await answerAll();
  expect(asked.slice(2)).toEqual(['counts', 'inbox', 'work']);
});

test('hint() while one is being fetched makes one fetch more, however many there were', async () => {
  const { refresher } = await aPage(['inbox']);
  for (let i = 0; i < 5; i++) void refresher.hint('inbox');
  await pause();
  expect(asked).toEqual(['counts', 'inbox']);
  for (let i = 0; i < 5; i++) void refresher.hint('inbox');
  await answerAll();
  expect(asked).toEqual(['counts', 'inbox', 'counts', 'inbox']);
});

test('hint() leaves a list that nobody sees for when it is shown', async () => {
  const { refresher } = await aPage(['inbox']);
  const leave = aList('work');
  await answerAll();
  leave();
  asked = [];
  void refresher.hint('work');
  await answerAll();
  expect(asked).toEqual(['counts']);
  aList('work');
  await answerAll();
  expect(asked).toEqual(['counts', 'work']);
});

test('hint() during a first load, which may be older, fetches again', async () => {
  const { refresher } = await aPage();
  aList('inbox');
  await pause();
  void refresher.hint('inbox');
  await answerAll();
  expect(asked.filter((what) => what === 'inbox')).toHaveLength(2);
});

test('hint() fetches nothing while a change is under way, and leaves word that it is to be done', async () => {
  const { refresher } = await aPage(['inbox']);
  const answer = await aChange();
  void refresher.hint('inbox');
  await answerAll();
  expect(asked).toEqual([]);
  const list = client.getQueryState(messagesKey(undefined, 'inbox', {}));
  expect([list?.isInvalidated, client.getQueryState(summaryKey(undefined))?.isInvalidated]).toEqual([true, true]);
  await answer();
});

test('hint() that comes from a change of the page keeps the rows of the filter "New"', async () => {
  const { refresher } = await aPage(['inbox', { status: 'new' }]);
  const answer = await aChange();
  await answer();
  void refresher.hint('inbox');
  await answerAll();
  expect(asked).toEqual(['counts']);
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 2000 });
  void refresher.hint('inbox');
  await answerAll();
  expect(asked).toEqual(['counts', 'counts', 'inbox new']);
});

test('catchUp() waits for no answer that may never come', async () => {
  const { refresher } = await aPage(['inbox']);
  void refresher.hint('inbox');
  await pause();
  answers = [];
  await Promise.all([refresher.catchUp(), answerAll()]);
  expect(asked).toEqual(['counts', 'inbox', 'counts', 'inbox']);
});
