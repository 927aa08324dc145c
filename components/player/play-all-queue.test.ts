// @vitest-environment happy-dom
import { expect, test } from 'vitest';
import { answerCalls, aRow } from '#test/page.tsx';
import { newMessages, Queue } from './play-all-queue.ts';

const at = (minute: number, wish = {}) =>
  aRow({ id: `inbox.1.${minute}`, receivedAt: `2026-11-22T14:${String(minute).padStart(2, '0')}:00.000Z`, ...wish });

const PLACE = { mailbox: undefined, folder: 'inbox' as const };

function queueOf(...rows: ReturnType<typeof aRow>[]): Queue {
  const queue = new Queue(PLACE);
  queue.refresh(rows);
  return queue;
}

const rest = (queue: Queue) => {
  const ids: string[] = [];
  for (let next = queue.take(); next; next = queue.take()) ids.push(next.id.split('.')[2] ?? '');
  return ids;
};

test('a queue plays as the phone does: the urgent first, and each kind from the oldest', () => {
  expect(rest(queueOf(at(9), at(8, { urgent: true }), at(7), at(6, { urgent: true })))).toEqual(['6', '8', '7', '9']);
});

test('what leaves meanwhile is left out, what comes joins at the end, and what was played is not played again', () => {
  const queue = queueOf(at(3), at(2), at(1));
  expect(queue.take()?.id).toBe('inbox.1.1');
  queue.refresh([at(5, { urgent: true }), at(4), at(3), at(1)]);
  expect([queue.number, queue.count]).toEqual([1, 4]);
  expect(rest(queue)).toEqual(['3', '5', '4']);
});

test('one can go back to what was played, and on again', () => {
  const queue = queueOf(at(3), at(2), at(1));
  expect(queue.back()).toBeNull();
  queue.take();
  queue.take();
  expect(queue.back()?.id).toBe('inbox.1.1');
  expect([queue.number, queue.count]).toEqual([1, 3]);
  expect(rest(queue)).toEqual(['2', '3']);
});

test('newMessages() brings every page of what can be heard', async () => {
  const calls = answerCalls(({ path }) =>
    path.includes('before=')
      ? Response.json({ messages: [at(1)], next: null, total: 3 })
      : Response.json({ messages: [at(3), at(2, { codec: null })], next: 'on', total: 3 }),
  );
  expect((await newMessages({ mailbox: '1001@default', folder: 'work' })).map(({ id }) => id)).toEqual([
    'inbox.1.3',
    'inbox.1.1',
  ]);
  expect(calls[0]?.path).toBe('/api/messages?mailbox=1001%40default&folder=work&status=new&limit=200');
});
