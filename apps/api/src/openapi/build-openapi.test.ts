import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestApi, type TestApi } from '../testing/start-test-api.ts';

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi();
});
afterAll(() => api.close());

interface Document {
  openapi: string;
  paths: Record<
    string,
    Record<string, { responses: Record<string, object>; security?: object[]; parameters?: object[] }>
  >;
}

test('the API document is public and names every route of the API, as it is registered', async () => {
  const { status, body } = await api.call('/api/v1/openapi.json', { key: null });
  expect(status).toBe(200);
  const document: Document = body;
  expect(document.openapi).toBe('3.1.0');
  const documented = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method} ${path}`),
  );
  const routes = api.server.printRoutes({ commonPrefix: false });
  for (const one of ['sync-mercadolivre', 'rebuild-daily-metrics', 'freshness', 'notifications', 'openapi.json']) {
    expect(routes).toContain(one);
  }
  expect(documented.sort()).toEqual(
    [
      'get /api/v1/freshness',
      'get /api/v1/jobs',
      'get /api/v1/jobs/{jobLogId}',
      'get /api/v1/openapi.json',
      'get /healthz',
      'get /metrics',
      'get /readyz',
      'post /api/v1/jobs/rebuild-daily-metrics',
      'post /api/v1/jobs/sync-mercadolivre',
      'post /api/v1/mercadolivre/notifications',
    ].sort(),
  );
});

test('the API document shows the fields, limits and answers that the routes enforce', async () => {
  const { body } = await api.call('/api/v1/openapi.json');
  const post = body.paths['/api/v1/jobs/sync-mercadolivre'].post;
  expect(post.security).toEqual([{ internalKey: [] }]);
  expect(post.requestBody.content['application/json'].schema).toMatchObject({
    additionalProperties: false,
    properties: { daysBack: { type: 'integer', minimum: 1, maximum: 365, default: 30 }, slot: {}, tenantId: {} },
  });
  expect(Object.keys(post.responses)).toEqual([
    '200',
    '202',
    '400',
    '401',
    '403',
    '404',
    '409',
    '413',
    '415',
    '500',
    '502',
    '503',
  ]);
  const list = body.paths['/api/v1/jobs'].get;
  expect(list.parameters.map((parameter: { name: string }) => parameter.name)).toEqual([
    'tenantId',
    'jobType',
    'status',
    'from',
    'to',
    'limit',
    'cursor',
  ]);
});
