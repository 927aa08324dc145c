import { expect, test } from 'vitest';
import { answerCalls, problemAnswer } from '#test/page.tsx';
import { changeMessages, downloadUrl, getMailbox, listMessages, recordingProblem, recordingUrl } from './client.ts';

test('listMessages() leaves out what is not asked for', async () => {
  const calls = answerCalls(() => Response.json({ messages: [], next: null, total: 0 }));
  await listMessages({ mailbox: '1011@sales', folder: 'work', status: 'new', before: undefined });
  expect(calls).toEqual([
    { method: 'GET', path: '/api/messages?mailbox=1011%40sales&folder=work&status=new', body: '' },
  ]);
});

test('changeMessages() sends JSON', async () => {
  const calls = answerCalls(() => Response.json({ messages: [], failed: [] }));
  await changeMessages({ ids: ['inbox.1.2'], status: 'old' });
  expect(calls).toEqual([{ method: 'PATCH', path: '/api/messages', body: '{"ids":["inbox.1.2"],"status":"old"}' }]);
});

test('a problem becomes an ApiError with code, request id and retry time', async () => {
  answerCalls(() => problemAnswer('mailbox-busy', 503, { retryAfterSeconds: 5 }));
  await expect(getMailbox(undefined)).rejects.toMatchObject({
    code: 'mailbox-busy',
    status: 503,
    requestId: '7f3a91',
    retryAfterSeconds: 5,
  });
});

test.each([
  ['nobody answers', () => Promise.reject(new TypeError('Failed to fetch')), 'offline'],
  ['a proxy answers for us', () => new Response('<h1>Bad gateway</h1>', { status: 502 }), 'offline'],
  ['another server says no', () => new Response('no', { status: 403 }), 'unexpected'],
  ['the answer breaks off', () => new Response('{"messages":[', { status: 200 }), 'offline'],
])('getMailbox() when %s gives %s', async (_what, answer, code) => {
  answerCalls(answer);
  await expect(getMailbox(undefined)).rejects.toMatchObject({ name: 'ApiError', code });
});

test('recordingProblem() finds out what an audio element cannot say', async () => {
  answerCalls(() => problemAnswer('recording-unsupported', 415));
  await expect(recordingProblem(recordingUrl('inbox.1.2', undefined))).resolves.toMatchObject({
    code: 'recording-unsupported',
  });
  answerCalls(() => new Response('R', { status: 206 }));
  await expect(recordingProblem(recordingUrl('inbox.1.2', undefined))).resolves.toBeNull();
});

test('downloadUrl() carries mailbox and zone', () => {
  expect(downloadUrl('inbox.1.2', '1011@sales', 'Europe/Berlin')).toBe(
    '/api/messages/inbox.1.2/recording?mailbox=1011%40sales&download=1&tz=Europe%2FBerlin',
  );
});
