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
    'delete /api/greetings/{kind}',
    'delete /api/messages',
    'delete /api/second-factor',
    'get /api/events',
    'get /api/export',
    'get /api/greetings',
    'get /api/greetings/{kind}/recording',
    'get /api/health',
    'get /api/mailbox',
    'get /api/messages',
    'get /api/messages/changes',
    'get /api/messages/{id}/peaks',
    'get /api/messages/{id}/recording',
    'get /api/second-factor',
    'patch /api/messages',
    'post /api/call',
    'post /api/lamp',
    'post /api/second-factor',
    'post /api/sign-out-everywhere',
    'put /api/greetings/{kind}',
    'put /api/second-factor',
  ]);
  const named = [expect.objectContaining({ name: 'kind', in: 'path', required: true })];
  expect(paths['/api/greetings/{kind}']).toMatchObject({
    put: { parameters: expect.arrayContaining(named), requestBody: { content: { 'audio/wav': {} } } },
    delete: { parameters: expect.arrayContaining(named) },
  });
  expect(paths['/api/greetings/{kind}']?.delete).not.toHaveProperty('requestBody');
  expect(paths['/api/messages']).toMatchObject({
    get: {
      parameters: expect.arrayContaining([expect.objectContaining({ name: 'limit', in: 'query', required: false })]),
    },
    patch: { requestBody: { content: { 'application/json': { schema: { properties: { ids: { maxItems: 500 } } } } } } },
  });
});
