import { expect, test } from 'vitest';
import { VoicemailError } from '#lib/voicemail/errors.ts';
import { problemOf } from './problem.ts';

test('problemOf() says what failed, with its code, status and request id', () => {
  const error = new VoicemailError('mailbox-busy', 'Cannot open Work: in use', { retryAfterSeconds: 20 });
  expect(problemOf(error, '7f3a91')).toEqual({
    status: 503,
    headers: { 'content-type': 'application/problem+json', 'retry-after': '20' },
    body: {
      type: '/problems/mailbox-busy',
      title: 'Cannot open Work: in use',
      status: 503,
      code: 'mailbox-busy',
      requestId: '7f3a91',
      retryAfterSeconds: 20,
    },
  });
});

test.each([new TypeError('secret of a bug'), 'secret of a bug', new VoicemailError('unexpected', 'secret of a bug')])(
  'problemOf() tells nothing of a bug',
  (error) => {
    const { status, body } = problemOf(error, '7f3a91');
    expect(status).toBe(500);
    expect(JSON.stringify(body)).not.toContain('secret');
  },
);
