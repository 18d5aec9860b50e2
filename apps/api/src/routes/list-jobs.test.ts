import { randomUUID } from 'node:crypto';
import { createTenant } from '@pulso/connections';
import { finishJobRun, openJobRun, startJobRun } from '@pulso/job-log';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { z } from 'zod';
import { JobRunsBody } from '../openapi/schemas.ts';
import { GOOD } from '../testing/runner-double.ts';
import { NOW, startTestApi, type TestApi } from '../testing/start-test-api.ts';

let api: TestApi;
let otherTenantId: string;
beforeAll(async () => {
  api = await startTestApi();
  const { db } = api.database;
  otherTenantId = (await createTenant(db, { name: 'Outra', now: NOW })).tenantId;
  for (let hour = 0; hour < 6; hour += 1) {
    const now = new Date(Date.UTC(2026, 10, 20, hour));
    const tenantId = hour === 5 ? otherTenantId : api.tenant.tenantId;
    const jobType = hour % 2 === 0 ? 'sync-mercadolivre' : 'rebuild-daily-metrics';
    const { run } = await openJobRun(db, tenantId, { jobType, trigger: 'api', slot: null, params: {}, now });
    await startJobRun(db, tenantId, { run, now });
    const outcome = hour === 0 ? { ...GOOD, status: 'FAILED' as const } : GOOD;
    await finishJobRun(db, tenantId, { run, outcome, now });
  }
});
afterAll(() => api.close());

async function hoursOf(query: string): Promise<(number | null)[]> {
  const answer = await api.call(`/api/v1/jobs${query}`);
  expect(answer.status).toBe(200);
  return JobRunsBody.parse(answer.body).runs.map((run) =>
    run.startedAt ? new Date(run.startedAt).getUTCHours() : null,
  );
}

describe('the listing of runs', () => {
  test.each([
    ['', [5, 4, 3, 2, 1, 0]],
    ['?limit=2', [5, 4]],
    ['?status=FAILED', [0]],
    ['?jobType=rebuild-daily-metrics', [5, 3, 1]],
    ['?from=2026-11-20T02:00:00Z&to=2026-11-20T01:00:00-03:00', [4, 3, 2]],
  ])('shows the newest first, filtered by %s', async (query, hours) => {
    expect(await hoursOf(query)).toEqual(hours);
  });

  test('shows the runs of one tenant', async () => {
    expect(await hoursOf(`?tenantId=${otherTenantId}`)).toEqual([5]);
  });

  test('goes on with nextCursor until there is none', async () => {
    const seen: string[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const answer = await api.call(`/api/v1/jobs?limit=4${cursor && `&cursor=${cursor}`}`);
      const page: z.infer<typeof JobRunsBody> = JobRunsBody.parse(answer.body);
      seen.push(...page.runs.map((run) => run.jobLogId));
      cursor = page.nextCursor;
    }
    expect(new Set(seen).size).toBe(6);
  });

  test.each([
    ['limit=0', 'limit'],
    ['limit=201', 'limit'],
    ['limit=ten', 'limit'],
    ['limit=1&limit=2', 'limit'],
    ['status=DONE', 'status'],
    ['jobType=make-coffee', 'jobType'],
    ['tenantId=me', 'tenantId'],
    ['from=2026-11-20', 'from'],
    ['from=2026-11-20T02:00:00Z&to=2026-11-20T01:00:00Z', 'from'],
    ['cursor=nonsense', 'cursor'],
    ['cursor=', 'cursor'],
    ['page=2', 'page'],
    [`tenantId=${randomUUID()}&cursor=nonsense`, 'cursor'],
  ])('refuses ?%s with 400', async (query, path) => {
    const answer = await api.call(`/api/v1/jobs?${query}`);
    expect(answer).toMatchObject({ status: 400, body: { status: 400, errors: [{ path }] } });
  });

  test('answers 404 for a tenant that does not exist', async () => {
    expect((await api.call(`/api/v1/jobs?tenantId=${randomUUID()}`)).status).toBe(404);
  });

  test('needs the key', async () => {
    expect((await api.call('/api/v1/jobs', { key: null })).status).toBe(401);
    expect((await api.call('/api/v1/jobs?limit=0', { key: 'wrong' })).status).toBe(403);
    expect((await api.call(`/api/v1/jobs/${randomUUID()}`, { key: null })).status).toBe(401);
    const wrongMethod = await api.call('/api/v1/jobs', { method: 'DELETE' });
    expect(wrongMethod.status).toBe(405);
    expect(wrongMethod.headers.get('allow')).toBe('GET, HEAD');
  });
});
