import { randomBytes, randomInt, randomUUID } from 'node:crypto';
import { createTenant, setTenantPaused } from '@pulso/connections';
import { query } from '@pulso/database';
import { createTestDatabase, type TestDatabase } from '@pulso/database/testing';
import { fixedClock } from '@pulso/domain';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { runCommand } from '../testing/run-command.ts';
import type { CheckName } from './finding.ts';

const NOW = new Date('2026-11-23T15:20:00Z');
const ago = (minutes: number) => new Date(NOW.getTime() - minutes * 60_000);

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());
beforeEach(() => query(database.db, 'delete from tenants'));

/** What doctor finds of one kind, at NOW, with nothing configured but the database. */
async function examine(check: CheckName, more: Record<string, string> = {}) {
  const env = { DATABASE_URL: database.url, TOKEN_ENCRYPTION_KEY: randomBytes(32).toString('base64'), ...more };
  const { json } = await runCommand(['doctor', '--json'], env, { clock: fixedClock(NOW), folder: '/nonexistent' });
  return json.findings.filter((one) => one.check === check);
}

/** A tenant that was connected long ago, whose data are so many minutes old; its newest slot is `slot` minutes old. */
async function addTenant(name: string, { age = 5, slot = 20 }: { age?: number | null; slot?: number | null } = {}) {
  const { db } = database;
  const { tenantId } = await createTenant(db, { name, now: ago(10_000) });
  const connectionId = randomUUID();
  await query(
    db,
    `insert into connections (tenant_id, connection_id, seller_id, site_id, currency, status, status_at, created_at)
     values ($1, $2, $3, 'MLB', 'BRL', 'active', $4, $4)`,
    { bind: [tenantId, connectionId, randomInt(1, 2 ** 47), ago(10_000)] },
  );
  if (age !== null) {
    await query(
      db,
      `insert into source_coverage (tenant_id, connection_id, source, covered_through, last_success_at)
       select $1::uuid, $2::uuid, source, $3::timestamptz, $3::timestamptz from unnest(array['listings', 'orders', 'visits']) as source`,
      { bind: [tenantId, connectionId, ago(age)] },
    );
  }
  if (slot !== null) await addRun(tenantId, { status: 'SUCCESS', ended: slot - 1, slot });
  return { tenantId, connectionId };
}

async function addRun(
  tenantId: string,
  {
    status,
    ended,
    slot = null,
    error = null,
  }: { status: string; ended: number; slot?: number | null; error?: [string, string] | null },
): Promise<string> {
  const id = randomUUID();
  await query(
    database.db,
    `insert into job_logs (id, tenant_id, job_type, status, trigger, slot, started_at, completed_at, error_code, error_message, created_at)
     values ($1, $2, 'sync-mercadolivre', $3, 'schedule', $4, $5, $5, $6, $7, $5)`,
    {
      bind: [
        id,
        tenantId,
        status,
        slot === null ? null : ago(slot),
        ago(ended),
        error?.[0] ?? null,
        error?.[1] ?? null,
      ],
    },
  );
  return id;
}

describe('pulso doctor on the work', () => {
  test('a scheduler that is not there is told by slots that nobody had', async () => {
    await addTenant('Loja', { slot: 200 });
    await addTenant('Outra', { slot: 130 });
    expect(await examine('schedule')).toMatchObject([
      {
        status: 'fail',
        message: expect.stringContaining(`desde ${ago(130).toISOString()}: não há scheduler rodando`),
        todo: expect.stringContaining('scheduler -- start'),
      },
    ]);
    // Who promises no more than a day may have it run once a day.
    expect(await examine('schedule', { FRESH_WITHIN_MINUTES: '1500' })).toMatchObject([{ status: 'ok' }]);
  });

  test('one tenant that has to wait is a warning, and one that was connected just now is none', async () => {
    await addTenant('Em dia');
    const { tenantId } = await addTenant('Nova', { slot: null });
    expect(await examine('schedule')).toMatchObject([{ status: 'warn', message: expect.stringMatching(/: Nova$/) }]);
    await query(database.db, 'update connections set created_at = $2 where tenant_id = $1', {
      bind: [tenantId, ago(3)],
    });
    expect(await examine('schedule')).toMatchObject([{ status: 'ok' }]);
  });

  test('late data are told with their cause, the stale ones first', async () => {
    await addTenant('Em dia');
    const late = await addTenant('Atrasada', { age: 180 });
    await addRun(late.tenantId, { status: 'FAILED', ended: 1, error: ['meli_unavailable', 'no answer within 30 s'] });
    const stale = await addTenant('Velha', { age: 2_000 });
    await query(
      database.db,
      `insert into source_failures (tenant_id, connection_id, source, error_code, message, days, failed_at)
       values ($1, $2, 'orders', 'meli_refused', 'refused: /orders/search 403', daterange(null, null), $3)`,
      { bind: [stale.tenantId, stale.connectionId, ago(2)] },
    );
    await addTenant('Nunca', { age: null, slot: null });
    const found = await examine('freshness');
    expect(found.map(({ status, message }) => `${status} ${message}`)).toEqual([
      expect.stringMatching(
        /^fail Velha: dados atrasados \(anúncios de há 33 h, .*meli_refused, refused: .orders.search 403/,
      ),
      expect.stringMatching(/^warn Nunca: .*nunca lidos.*nenhuma sincronização foi iniciada ainda/),
      expect.stringMatching(/^warn Atrasada: .*há 3 h.*falhou: meli_unavailable, no answer within 30 s/),
    ]);
    for (const { todo } of found) expect(todo).toContain('run sync-mercadolivre --tenant');
  });

  test('runs that failed last are told with the command that runs them again', async () => {
    const { tenantId } = await addTenant('Loja');
    const jobLogId = await addRun(tenantId, { status: 'FAILED', ended: 1, error: ['internal', 'Unexpected failure'] });
    expect(await examine('runs')).toMatchObject([
      {
        status: 'warn',
        message: expect.stringContaining('internal'),
        todo: expect.stringContaining(`again ${jobLogId}`),
      },
    ]);
    await addRun(tenantId, { status: 'SUCCESS', ended: 0 });
    expect(await examine('runs')).toMatchObject([{ status: 'ok' }]);
  });

  test('a run that failed because its seller has to authorise again is left to the connection, and is no good end', async () => {
    const { tenantId } = await addTenant('Loja');
    await addRun(tenantId, { status: 'FAILED', ended: 1, error: ['reauthorisation_required', 'refused'] });
    expect(await examine('runs')).toEqual([]);
  });

  test('a tenant whose seller has to authorise again waits like others, and one whose sellers left does not', async () => {
    await addTenant('Em dia');
    const { tenantId } = await addTenant('Parada', { slot: 200 });
    const become = (status: string) =>
      query(database.db, 'update connections set status = $2 where tenant_id = $1', { bind: [tenantId, status] });
    await become('reauthorisation_required');
    expect(await examine('schedule')).toMatchObject([{ status: 'warn', message: expect.stringMatching(/: Parada$/) }]);
    await become('disconnected');
    expect(await examine('schedule')).toMatchObject([{ status: 'ok' }]);
  });

  test('many alike fit one screen: five are told, and how many more there are', async () => {
    for (let count = 0; count < 8; count += 1) {
      const { tenantId } = await addTenant(`Loja ${count}`, { age: 300 + count });
      await addRun(tenantId, { status: 'FAILED', ended: 1, error: ['internal', 'x'] });
    }
    const late = await examine('freshness');
    expect(late).toHaveLength(6);
    expect(late.at(-1)?.message).toBe('E mais 3 empresas com dados mais velhos que 120 min');
    expect((await examine('runs')).at(-1)?.message).toBe('E mais 3 execuções que falharam');
  });

  test('notices that nobody reads are told, and those of a moment ago are none', async () => {
    const { tenantId, connectionId } = await addTenant('Loja');
    const receive = (minutes: number) =>
      query(
        database.db,
        `insert into notices (tenant_id, notice_id, connection_id, topic, subject_kind, subject_id, received_at, last_received_at)
         values ($1, $2, $3, 'orders_v2', 'order', $4, $5, $5)`,
        { bind: [tenantId, randomUUID(), connectionId, String(minutes), ago(minutes)] },
      );
    await receive(1);
    expect(await examine('notices')).toMatchObject([{ status: 'ok' }]);
    await receive(45);
    expect(await examine('notices')).toMatchObject([
      { status: 'warn', message: expect.stringContaining('2 à espera, a mais velha há 45 min') },
    ]);
  });

  test('a coming month without room for its rows is told before it comes', async () => {
    expect(await examine('months')).toEqual([]);
    await query(database.db, `select make_listing_metrics_month('2026-11-01')`);
    expect(await examine('months')).toMatchObject([{ status: 'warn', message: expect.stringMatching(/: 2026-12$/) }]);
    await query(database.db, `select make_listing_metrics_month('2026-12-01')`);
    expect(await examine('months')).toMatchObject([{ status: 'ok' }]);
  });

  test('paused tenants and missing channels of alerts are said, and a paused one is not late', async () => {
    const { tenantId } = await addTenant('Parada', { age: 5_000, slot: null });
    await setTenantPaused(database.db, tenantId, { paused: true, now: NOW });
    expect(await examine('pause')).toMatchObject([{ status: 'warn', message: expect.stringContaining('Parada') }]);
    expect([...(await examine('freshness')), ...(await examine('schedule'))]).toEqual([]);
    expect(await examine('alerts')).toMatchObject([{ status: 'warn' }]);
    const smtp = { SMTP_URL: 'smtp://127.0.0.1:25' };
    expect(await examine('alerts', smtp)).toMatchObject([{ status: 'ok', message: 'Alertas por e-mail' }]);
  });

  test('what needs somebody comes first', async () => {
    await addTenant('Loja', { age: 5_000, slot: 300 });
    const env = { DATABASE_URL: database.url, TOKEN_ENCRYPTION_KEY: randomBytes(32).toString('base64') };
    const { json, exitCode } = await runCommand(['doctor', '--json'], env, {
      clock: fixedClock(NOW),
      folder: '/nonexistent',
    });
    expect(exitCode).toBe(1);
    const order = json.findings.map((one) => ['fail', 'warn', 'ok'].indexOf(one.status));
    expect(order).toEqual([...order].sort((a, b) => a - b));
    expect(new Set(order).size).toBe(3);
  });
});
