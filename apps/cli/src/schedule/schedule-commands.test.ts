import { randomBytes } from 'node:crypto';
import { query } from '@pulso/database';
import { createTestDatabase, type TestDatabase } from '@pulso/database/testing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { runCommand } from '../testing/run-command.ts';

const NOW = new Date('2026-11-23T12:20:00Z');

let database: TestDatabase;
let tenantId: string;
beforeAll(async () => {
  database = await createTestDatabase();
  ({ tenantId } = (await pulso('tenant', 'create', '--name', 'Loja')).json);
  await pulso('tenant', 'create', '--name', 'Outra', '--time-zone', 'Asia/Kathmandu');
});
afterAll(() => database.drop());

const pulso = (...argv: string[]) =>
  runCommand(
    ['--json', ...argv],
    { DATABASE_URL: database.url, TOKEN_ENCRYPTION_KEY: randomBytes(32).toString('base64') },
    { clock: { now: () => NOW } },
  );
const listed = async (...argv: string[]) =>
  (await pulso('schedule', 'list', ...argv)).json.schedules.map(
    ({ schedule, nextSlot, pausedAt }) => `${schedule} ${nextSlot?.slice(5, 16) ?? `paused ${pausedAt?.slice(5, 16)}`}`,
  );

const ALL = ['hourly 11-23T13:00', 'nightly 11-24T06:00', 'weekly-sweep 11-29T08:00', 'housekeeping 11-24T07:30'];

describe('pulso schedule', () => {
  test('lists every schedule of every company with its next slot', async () => {
    expect(await listed()).toHaveLength(8);
    expect(await listed('--tenant', tenantId)).toEqual(ALL);
  });

  test('pauses one job, and then all, and goes on with one or all', async () => {
    expect(await pulso('schedule', 'pause', tenantId, '--job', 'sync-mercadolivre')).toMatchObject({
      exitCode: 0,
      json: { tenantId, schedules: [{ pausedAt: NOW.toISOString(), nextSlot: null }, {}, { pausedAt: null }, {}] },
    });
    const paused = ['hourly paused 11-23T12:20', 'nightly paused 11-23T12:20'];
    expect(await listed('--tenant', tenantId)).toEqual([...paused, ...ALL.slice(2)]);
    await pulso('schedule', 'pause', '--tenant', tenantId);
    expect((await listed('--tenant', tenantId)).filter((line) => line.includes('paused'))).toHaveLength(4);
    expect((await listed()).filter((line) => line.includes('paused'))).toHaveLength(4);
    await pulso('schedule', 'resume', '--tenant', tenantId, '--job', 'housekeeping');
    expect(await listed('--tenant', tenantId)).toContain(ALL[3]);
    await pulso('schedule', 'resume', '--tenant', tenantId);
    expect(await listed('--tenant', tenantId)).toEqual(ALL);
    const kept = await query<{ action: string; subject: string }>(
      database.db,
      'select action, subject from audit_entries where tenant_id = $1 and actor_id is null',
      { bind: [tenantId] },
    );
    // What was paused already is not paused again.
    expect(kept.map(({ action, subject }) => `${action} ${subject}`).sort()).toEqual(
      ['schedule_paused', 'schedule_resumed'].flatMap((action) =>
        ['housekeeping', 'rebuild-daily-metrics', 'sync-mercadolivre'].map((job) => `${action} ${job}`),
      ),
    );
  });

  test('shows the schedule of a company that is paused as a whole', async () => {
    await pulso('tenant', 'pause', tenantId);
    expect((await listed('--tenant', tenantId)).every((line) => line.includes('paused 11-23T12:20'))).toBe(true);
    await pulso('tenant', 'resume', tenantId);
  });

  test('refuses a job without a schedule, a company that is not there, and none at all', async () => {
    const odd = await pulso('schedule', 'pause', tenantId, '--job', 'read-notices');
    expect(odd).toMatchObject({ exitCode: 2, stdout: '' });
    expect(odd.error).toContain('sync-mercadolivre');
    expect(await pulso('schedule', 'pause', '1b4e28ba-2fa1-41d2-883f-b9a761bde3fb')).toMatchObject({ exitCode: 2 });
    expect(await pulso('schedule', 'resume')).toMatchObject({ exitCode: 2 });
    expect(await listed('--tenant', tenantId)).toEqual(ALL);
  });
});
