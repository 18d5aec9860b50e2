import { Validator } from '@seriousme/openapi-schema-validator';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { startTestApi, type TestApi } from '../testing/start-test-api.ts';

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi();
});
afterAll(() => api.close());

/** As much of an API document as these tests look into. */
const Document = z.object({
  openapi: z.string(),
  paths: z.record(
    z.string(),
    z.record(
      z.string(),
      z.looseObject({
        responses: z.record(z.string(), z.looseObject({})),
        parameters: z.array(z.object({ name: z.string() })).optional(),
      }),
    ),
  ),
});

test('the API document is public and names every route of the API, as it is registered', async () => {
  const { status, body } = await api.call('/api/v1/openapi.json', { key: null });
  expect(status).toBe(200);
  const document = Document.parse(body);
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
      'get /api/v1/mercadolivre/callback',
      'get /api/v1/mercadolivre/connect',
      'get /api/v1/openapi.json',
      'get /api/v1/session/start',
      'post /api/v1/session/accept-invitation',
      'post /api/v1/session/ask-reset',
      'post /api/v1/session/erase-company',
      'post /api/v1/session/first-owner',
      'post /api/v1/session/invitation',
      'post /api/v1/session/passkey/add',
      'post /api/v1/session/passkey/ask',
      'post /api/v1/session/passkey/prepare',
      'post /api/v1/session/passkey/remove',
      'post /api/v1/session/passkey/sign-in',
      'post /api/v1/session/reset-password',
      'post /api/v1/session/second-factor/backup-codes',
      'post /api/v1/session/second-factor/confirm',
      'post /api/v1/session/second-factor/off',
      'post /api/v1/session/second-factor/prepare',
      'post /api/v1/session/second-step',
      'post /api/v1/session/sign-in',
      'post /api/v1/session/sign-out',
      'post /api/v1/session/sign-out-everywhere',
      'post /api/v1/session/tenant',
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
  const { paths } = Document.parse((await api.call('/api/v1/openapi.json')).body);
  const post = paths['/api/v1/jobs/sync-mercadolivre']?.post;
  const daysBack = { type: 'integer', minimum: 1, maximum: 365, default: 30 };
  const schema = { additionalProperties: false, properties: { daysBack, slot: {}, tenantId: {} } };
  const ended = { properties: { apiCalls: {}, sync: {}, orders: {}, visits: {}, dateRange: {}, duration: {} } };
  expect(post).toMatchObject({
    security: [{ internalKey: [] }],
    requestBody: { content: { 'application/json': { schema } } },
    responses: { 200: { content: { 'application/json': { schema: ended } } } },
  });
  const statuses = [200, 202, 400, 401, 403, 404, 409, 413, 415, 429, 500, 502, 503];
  expect(Object.keys(post?.responses ?? {}).map(Number)).toEqual(statuses);
  const list = paths['/api/v1/jobs']?.get;
  expect(list?.parameters?.map((parameter) => parameter.name)).toEqual([
    'tenantId',
    'jobType',
    'status',
    'from',
    'to',
    'limit',
    'cursor',
  ]);
});

test('the API document is what OpenAPI 3.1 allows, by a validator that is not ours', async () => {
  const { body } = await api.call('/api/v1/openapi.json');
  expect(await new Validator().validate(body as Record<string, unknown>)).toEqual({ valid: true });
  const broken = { ...(body as Record<string, unknown>), paths: { healthz: {} } };
  expect(await new Validator().validate(broken)).toMatchObject({ valid: false });
});
