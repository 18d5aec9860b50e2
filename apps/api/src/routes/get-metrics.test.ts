import { randomUUID } from 'node:crypto';
import { createTenant, setTenantPaused } from '@pulso/connections';
import { createDatabase, query } from '@pulso/database';
import { type DatabaseLine, startDatabaseLine } from '@pulso/database/testing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { insertConnection } from '../testing/insert-connection.ts';
import { NOW, startTestApi, type TestApi } from '../testing/start-test-api.ts';

let line: DatabaseLine;
let api: TestApi;
beforeAll(async () => {
  api = await startTestApi({
    async openPool({ url }) {
      line = await startDatabaseLine(url);
      return createDatabase({ url: line.url, poolMax: 3, applicationName: 'the scraped API' });
    },
  });
});
afterAll(async () => {
  await api.close();
  await line.close();
});

/** The value of every series by its name with labels, as Prometheus reads them. */
async function scrape(): Promise<Map<string, number>> {
  const { status, headers, body } = await api.call('/metrics');
  expect(status).toBe(200);
  expect(headers.get('content-type')).toBe('text/plain; version=0.0.4; charset=utf-8');
  const series = String(body)
    .split('\n')
    .filter((text) => text !== '' && !text.startsWith('#'));
  return new Map(series.map((text) => [text.slice(0, text.lastIndexOf(' ')), Number(text.split(' ').at(-1))]));
}

const ago = (minutes: number) => new Date(NOW.getTime() - minutes * 60_000);

async function insertRun(
  tenantId: string,
  {
    status,
    ended,
    error = null,
    job = 'sync-mercadolivre',
  }: { status: string; ended: Date | null; error?: string | null; job?: string },
) {
  await query(
    api.database.db,
    `insert into job_logs (id, tenant_id, job_type, status, trigger, started_at, completed_at, error_code, created_at, heartbeat_at)
     values ($1, $2, $3, $4, 'schedule', $5, $6, $7, $5, clock_timestamp())`,
    { bind: [randomUUID(), tenantId, job, status, ended ?? NOW, ended, error] },
  );
}

async function cover(tenantId: string, connectionId: string, minutes: Record<string, number>) {
  for (const [source, age] of Object.entries(minutes)) {
    await query(
      api.database.db,
      `insert into source_coverage (tenant_id, connection_id, source, covered_through, last_success_at) values ($1, $2, $3, $4, $4)`,
      { bind: [tenantId, connectionId, source, ago(age)] },
    );
  }
}

describe('a scrape', () => {
  test('tells of the runs of every process, whoever ended them', async () => {
    const { tenantId } = api.tenant;
    const other = await createTenant(api.database.db, { name: 'Outra Loja', now: NOW });
    await insertRun(tenantId, { status: 'SUCCESS', ended: ago(5) });
    await insertRun(other.tenantId, { status: 'SUCCESS', ended: ago(50) });
    await insertRun(tenantId, { status: 'FAILED', ended: ago(3), error: 'meli_unavailable' });
    await insertRun(tenantId, { status: 'FAILED', ended: ago(70), error: 'internal' });
    await insertRun(tenantId, { status: 'PARTIAL', ended: ago(9_000), job: 'rebuild-daily-metrics' });
    await insertRun(tenantId, { status: 'RUNNING', ended: null });
    await insertRun(tenantId, { status: 'QUEUED', ended: null });

    const series = await scrape();
    const told = (name: string) =>
      [...series].filter(([key]) => key.startsWith(`${name}{`)).sort(([a], [b]) => a.localeCompare(b));
    expect(told('pulso_runs_ended_last_hour')).toEqual([
      ['pulso_runs_ended_last_hour{job="sync-mercadolivre",status="FAILED",error_code="meli_unavailable"}', 1],
      ['pulso_runs_ended_last_hour{job="sync-mercadolivre",status="SUCCESS",error_code=""}', 2],
    ]);
    expect(told('pulso_runs')).toEqual([
      ['pulso_runs{job="sync-mercadolivre",status="QUEUED"}', 1],
      ['pulso_runs{job="sync-mercadolivre",status="RUNNING"}', 1],
    ]);
    expect(told('pulso_last_good_run_timestamp_seconds')).toEqual([
      ['pulso_last_good_run_timestamp_seconds{job="rebuild-daily-metrics"}', ago(9_000).getTime() / 1000],
      ['pulso_last_good_run_timestamp_seconds{job="sync-mercadolivre"}', ago(5).getTime() / 1000],
    ]);
  });

  test('tells the age of each source, and of how many tenants the data are fresh; paused ones and names are left out', async () => {
    const { db } = api.database;
    const { tenantId } = api.tenant;
    const connectionId = await insertConnection(db, tenantId, { nickname: 'APELIDO' });
    await cover(tenantId, connectionId, { listings: 10, orders: 180, visits: 60 });
    const paused = await createTenant(db, { name: 'Parada', now: NOW });
    await insertConnection(db, paused.tenantId);
    await setTenantPaused(db, paused.tenantId, { paused: true, now: NOW });
    await query(
      db,
      `insert into notices (tenant_id, notice_id, connection_id, topic, subject_kind, subject_id, received_at, last_received_at)
       values ($1, $2, $3, 'orders_v2', 'order', '1', $4, $4)`,
      { bind: [tenantId, randomUUID(), connectionId, ago(2)] },
    );

    const series = await scrape();
    const age = (source: string) => series.get(`pulso_data_age_seconds{tenant_id="${tenantId}",source="${source}"}`);
    expect([age('listings'), age('orders'), age('visits')]).toEqual([600, 10_800, 3_600]);
    expect(series.get('pulso_data_age_max_seconds{source="orders"}')).toBe(10_800);
    const tenants = ['fresh', 'late', 'stale', 'never'].map((one) => series.get(`pulso_tenants{freshness="${one}"}`));
    expect(tenants).toEqual([0, 1, 0, 0]);
    expect(series.get('pulso_notices_waiting')).toBe(1);
    expect(series.get('pulso_notices_oldest_age_seconds')).toBe(120);
    const text = [...series.keys()].join();
    for (const name of ['Loja', 'APELIDO', connectionId, paused.tenantId]) expect(text).not.toContain(name);
  });

  test('has a series per tenant for a hundred of them at most, and then the oldest of all', async () => {
    const { db } = api.database;
    for (let count = 0; count < 100; count += 1) {
      const { tenantId } = await createTenant(db, { name: `Loja ${count}`, now: NOW });
      await cover(tenantId, await insertConnection(db, tenantId), { orders: count });
    }
    const series = await scrape();
    expect([...series.keys()].filter((key) => key.startsWith('pulso_data_age_seconds'))).toEqual([]);
    expect(series.get('pulso_data_age_max_seconds{source="orders"}')).toBe(10_800);
    expect(series.get('pulso_tenants{freshness="never"}')).toBe(100);
  });

  test('tells of the process, the build, its requests and its pool', async () => {
    await api.call('/healthz');
    const series = await scrape();
    expect([...series.keys()].find((key) => key.startsWith('pulso_build_info'))).toMatch(
      /app="api",version="\d+\.\d+\.\d+"/,
    );
    expect(series.get('process_start_time_seconds')).toBeGreaterThan(0);
    expect(series.get('pulso_database_up')).toBe(1);
    expect(series.get('pulso_database_connections_max')).toBe(3);
    expect(series.get('pulso_http_request_duration_seconds_count{method="GET",route="/healthz"}')).toBe(1);
  });

  test('has names and units as Prometheus wants them, and every one explained', async () => {
    const body = String((await api.call('/metrics')).body);
    const types = [...body.matchAll(/^# TYPE (pulso_\w+) (\w+)$/gm)].map(([, name = '', type = '']) => ({
      name,
      type,
    }));
    expect(types.length).toBeGreaterThan(15);
    for (const { name, type } of types) {
      expect(body).toMatch(new RegExp(`^# HELP ${name} [A-Z].{15,}\\.$`, 'm'));
      expect({ name, isTotal: name.endsWith('_total') }).toEqual({ name, isTotal: type === 'counter' });
      expect(name).not.toMatch(/_(ms|millis|minutes|hours|days)\b/);
      expect(type !== 'histogram' || name.endsWith('_seconds')).toBe(true);
    }
  });
});

describe('while the database is away', () => {
  const left = (series: Map<string, number>) =>
    [...series.keys()].filter((key) => /^pulso_(runs|tenants|data_age|notices|last_good)/.test(key));

  test.each(['cut', 'freeze'] as const)(
    'a scrape still tells of the process, and that the database is not up: %s',
    async (trouble) => {
      line[trouble]();
      try {
        const [first, second] = await Promise.all([scrape(), scrape()]);
        for (const series of [first, second]) {
          expect(series.get('pulso_database_up')).toBe(0);
          expect(series.get('process_start_time_seconds')).toBeGreaterThan(0);
          // Unknown is not zero: what only the database knows is not told.
          expect(left(series)).toEqual([]);
        }
      } finally {
        line.restore();
      }
      await expect.poll(async () => (await scrape()).get('pulso_database_up')).toBe(1);
      expect(left(await scrape()).length).toBeGreaterThan(5);
    },
  );

  test('a part that takes too long is left out, and the others are told', async () => {
    const lock = await api.database.db.sequelize.transaction();
    await query(api.database.db, 'lock table notices in access exclusive mode', { transaction: lock });
    const series = await scrape();
    await lock.rollback();
    expect(series.has('pulso_notices_waiting')).toBe(false);
    expect(series.get('pulso_database_up')).toBe(1);
    expect(series.has('pulso_last_good_run_timestamp_seconds{job="sync-mercadolivre"}')).toBe(true);
    expect(series.has('pulso_tenants{freshness="never"}')).toBe(true);
  });
});
