import { randomUUID } from 'node:crypto';
import { createTenant, setTenantPaused } from '@pulso/connections';
import { query } from '@pulso/database';
import { openJobRun } from '@pulso/job-log';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { FreshnessBody } from '../openapi/schemas.ts';
import { insertConnection } from '../testing/insert-connection.ts';
import { NOW, startTestApi, type TestApi } from '../testing/start-test-api.ts';

const MINUTE_MS = 60_000;

let api: TestApi;
beforeEach(async () => {
  api = await startTestApi();
});
afterEach(() => api.close());

/** Says that every source of a new connection was read `age_minutes` ago. */
async function connectAndRead(tenantId: string, age_minutes: number): Promise<string> {
  const { db } = api.database;
  const connectionId = await insertConnection(db, tenantId);
  const readAt = new Date(NOW.getTime() - age_minutes * MINUTE_MS);
  await query(
    db,
    `insert into source_coverage (tenant_id, connection_id, source, covered_through, last_success_at)
     select $1, $2, source, $3, $3 from unnest(array['listings', 'orders', 'visits']) source`,
    { bind: [tenantId, connectionId, readAt] },
  );
  return connectionId;
}

describe('freshness', () => {
  test('shows every tenant with the age of every source and its last runs', async () => {
    const { tenantId } = api.tenant;
    const connectionId = await connectAndRead(tenantId, 60);
    const run = { jobType: 'sync-mercadolivre', trigger: 'api' as const, slot: null, params: {}, now: NOW };
    await openJobRun(api.database.db, tenantId, run);
    const answer = await api.call('/api/v1/freshness');
    expect(answer.status).toBe(200);
    expect(FreshnessBody.strict().parse(answer.body).tenants).toMatchObject([
      {
        tenantId,
        status: 'fresh',
        today: '2026-11-23',
        maxDate: null,
        sources: [
          { connectionId, source: 'listings', status: 'fresh', coveredThrough: '2026-11-23T14:00:00.000Z' },
          { source: 'orders' },
          { source: 'visits' },
        ],
        lastRuns: [{ jobType: 'sync-mercadolivre', status: 'QUEUED' }],
      },
    ]);
    expect(JSON.stringify(answer.body)).not.toContain('isPaused');
  });

  test('is a 503 under strict when somebody is late, with everybody in the answer', async () => {
    await connectAndRead(api.tenant.tenantId, 121);
    expect((await api.call('/api/v1/freshness')).status).toBe(200);
    expect((await api.call('/api/v1/freshness?strict=false')).status).toBe(200);
    const strict = await api.call('/api/v1/freshness?strict=true');
    expect(strict.status).toBe(503);
    expect(strict.headers.get('content-type')).toBe('application/problem+json');
    expect(strict.body).toMatchObject({
      status: 503,
      detail: expect.stringContaining('late'),
      tenants: [{ status: 'late' }],
    });
  });

  test('counts under strict neither tenants without connection nor paused ones', async () => {
    expect((await api.call('/api/v1/freshness?strict=true')).status).toBe(200);
    const { db } = api.database;
    const paused = await createTenant(db, { name: 'Parada', now: NOW });
    await connectAndRead(paused.tenantId, 100_000);
    expect((await api.call('/api/v1/freshness?strict=true')).status).toBe(503);
    await setTenantPaused(db, paused.tenantId, { paused: true, now: NOW });
    expect((await api.call('/api/v1/freshness?strict=true')).status).toBe(200);
  });

  test('counts under strict a connection that was never read', async () => {
    await insertConnection(api.database.db, api.tenant.tenantId);
    const strict = await api.call('/api/v1/freshness?strict=true');
    expect(strict).toMatchObject({ status: 503, body: { tenants: [{ status: 'never' }] } });
  });

  test.each(['strict=yes', 'strict=', 'strict=true&strict=true', 'tenantId=x'])('refuses ?%s', async (parameters) => {
    expect((await api.call(`/api/v1/freshness?${parameters}`)).status).toBe(400);
  });

  test('needs the key', async () => {
    expect((await api.call('/api/v1/freshness', { key: null })).status).toBe(401);
    expect((await api.call('/api/v1/freshness', { key: randomUUID() })).status).toBe(403);
  });
});
