import { expect, test } from 'vitest';
import { pointSettingsAt } from '#test/mailbox.ts';
import { GET } from './route.ts';

test('GET describes every endpoint, its input and its problems', async () => {
  pointSettingsAt({ host: '127.0.0.1', port: 1 });
  const { paths } = (await GET().json()) as { paths: Record<string, Record<string, unknown>> };
  const calls = Object.entries(paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method} ${path}`),
  );
  expect(calls.sort()).toEqual([
    'delete /api/messages',
    'get /api/events',
    'get /api/health',
    'get /api/mailbox',
    'get /api/messages',
    'get /api/messages/changes',
    'get /api/messages/{id}/recording',
    'patch /api/messages',
    'post /api/lamp',
    'post /api/sign-out-everywhere',
  ]);
  expect(paths['/api/messages']).toMatchObject({
    get: {
      parameters: expect.arrayContaining([expect.objectContaining({ name: 'limit', in: 'query', required: false })]),
    },
    patch: { requestBody: { content: { 'application/json': { schema: { properties: { ids: { maxItems: 500 } } } } } } },
  });
});
