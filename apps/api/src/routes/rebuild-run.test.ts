import { randomUUID } from 'node:crypto';
import { query } from '@pulso/database';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { endedBodies, JobRunsBody } from '../openapi/schemas.ts';
import { insertConnection } from '../testing/insert-connection.ts';
import { createRebuildRunner } from '../testing/rebuild-runner.ts';
import { startTestApi, type TestApi } from '../testing/start-test-api.ts';

const REBUILD = '/api/v1/jobs/rebuild-daily-metrics';

/** With the real runner: a rebuild needs neither Mercado Livre nor keys. */
let api: TestApi;
beforeAll(async () => {
  api = await startTestApi({ runner: ({ db }) => createRebuildRunner(db) });
});
afterAll(() => api.close());

const Ended = endedBodies['rebuild-daily-metrics'];
const body = (fields: object = {}) => ({ tenantId: api.tenant.tenantId, ...fields });
const countRuns = async () => (await query(api.database.db, 'select 1 from job_logs')).length;

describe('a rebuild asked for over HTTP', () => {
  test('is skipped for a tenant without connection, and its run can be read', async () => {
    const { status, body: answer } = await api.call(REBUILD, { body: body() });
    expect(status).toBe(200);
    expect(answer).toMatchObject({ success: true, status: 'SKIPPED', reason: 'no_connection', recordsProcessed: 0 });
    const counts = { daysProcessed: 0, listingsProcessed: 0, rowsUpserted: 0 };
    expect(answer).toMatchObject({ ...counts, dateRange: { to: '2026-11-23', maxDateAfterRebuild: null } });
    const list = await api.call(`/api/v1/jobs?tenantId=${api.tenant.tenantId}`);
    const [run] = JobRunsBody.parse(list.body).runs;
    expect(run).toMatchObject({
      jobLogId: Ended.parse(answer).jobLogId,
      status: 'SKIPPED',
      trigger: 'api',
      jobType: 'rebuild-daily-metrics',
    });
  });

  test('answers like a sync that is skipped for the same reason: with everything that its job always tells', async () => {
    const { body: answer } = await api.call('/api/v1/jobs/sync-mercadolivre', { body: body({ daysBack: 7 }) });
    expect(endedBodies['sync-mercadolivre'].parse(answer)).toMatchObject({
      status: 'SKIPPED',
      apiCalls: 0,
      visits: { listingsRead: 0, listingsFailed: 0, daysWritten: 0 },
      dateRange: { from: '2026-11-17', to: '2026-11-23', maxDateAfterRebuild: null },
    });
  });

  test('is refused for days that cannot be, and leaves no run', async () => {
    const before = await countRuns();
    for (const [fields, path] of [
      [{ to: '2026-11-24' }, 'to'],
      [{ from: '2026-11-20', to: '2026-11-19' }, 'from'],
      [{ from: '2020-01-01' }, 'from'],
      [{ from: '2026-11-24' }, 'from'],
    ] as const) {
      const answer = await api.call(REBUILD, { body: body(fields) });
      expect(answer).toMatchObject({ status: 400, body: { status: 400, errors: [{ path }] } });
    }
    expect(await countRuns()).toBe(before);
  });

  test('is refused for a tenant that does not exist, and leaves no run', async () => {
    const before = await countRuns();
    const answer = await api.call(REBUILD, { body: { tenantId: randomUUID() } });
    expect(answer).toMatchObject({ status: 404, body: { status: 404, type: 'urn:pulso:problem:unknown-tenant' } });
    expect(await countRuns()).toBe(before);
  });

  test('answers with the days it covered; only `to` means the thirty days that end there', async () => {
    await insertConnection(api.database.db, api.tenant.tenantId);
    const { status, body: answer } = await api.call(REBUILD, { body: body({ to: '2026-11-20' }) });
    expect(status).toBe(200);
    expect(Ended.parse(answer)).toMatchObject({
      success: true,
      status: 'SUCCESS',
      duplicate: false,
      duration: expect.any(Number),
      daysProcessed: 0,
      listingsProcessed: 0,
      rowsUpserted: 0,
      dateRange: { from: '2026-10-22', to: '2026-11-20', maxDateAfterRebuild: null },
    });
  });

  test('runs once for a slot, whoever asks again', async () => {
    const slot = '2026-11-23T14:00:00Z';
    const answers = await Promise.all(Array.from({ length: 10 }, () => api.call(REBUILD, { body: body({ slot }) })));
    const ends = answers.map((answer) => Ended.parse(answer.body));
    expect(new Set(ends.map((end) => end.jobLogId)).size).toBe(1);
    expect(ends.filter((end) => !end.duplicate)).toHaveLength(1);
  });
});
