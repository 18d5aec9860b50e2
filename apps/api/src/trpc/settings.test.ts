import { createTenant } from '@pulso/connections';
import { query } from '@pulso/database';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { insertConnection } from '../testing/insert-connection.ts';
import { openMember, type Person } from '../testing/open-person.ts';
import { createRunnerDouble, type RunnerDouble } from '../testing/runner-double.ts';
import { NOW, startTestApi, type TestApi } from '../testing/start-test-api.ts';

const SYNC = 'sync-mercadolivre';
const SENT: string[] = [];

let api: TestApi;
let runner: RunnerDouble;
let own: Person;
let other: Person;
let tenantId: string;
beforeAll(async () => {
  api = await startTestApi({
    settings: { database: 'external' },
    alertWays: [
      { name: 'webhook', send: async ({ title }) => void SENT.push(title) },
      { name: 'mail', send: () => Promise.reject(new Error('smtp://ana:segredo@mail.example')) },
    ],
    runner: ({ db }) => {
      runner = createRunnerDouble(db);
      return runner;
    },
  });
  const { db } = api.database;
  ({ tenantId } = api.tenant);
  const { tenantId: otherId } = await createTenant(db, { name: 'Outra', now: NOW });
  own = await openMember(api, tenantId, { email: 'ana@example.com', role: 'owner' });
  other = await openMember(api, otherId, { email: 'bia@example.com', role: 'owner' });
  const connectionId = await insertConnection(db, tenantId);
  await query(
    db,
    `insert into source_coverage (tenant_id, connection_id, source, covered_through, last_success_at)
     values ($1, $2, 'orders', $3, $3)`,
    { bind: [tenantId, connectionId, NOW] },
  );
});
afterEach(() => query(api.database.db, 'delete from audit_entries'));
afterAll(() => api.close());

/** What the answer holds, or the error's code. */
function dataOf({ body }: { body: unknown }): unknown {
  const { result, error } = body as { result?: { data: unknown }; error?: { data: { errorCode: string } } };
  return result ? result.data : error?.data.errorCode;
}
const told = async (person: Person, name: string) => dataOf(await person.ask(name));
const change = async (person: Person, name: string, input: object) => dataOf(await person.ask(name, input, 'mutation'));
const audit = async () =>
  (
    await query<{ line: string }>(
      api.database.db,
      `select actor_email || ': ' || action || ' ' || coalesce(subject, '') as line from audit_entries
       where actor_id is not null and action <> 'signed_in' order by happened_at, action`,
    )
  ).map(({ line }) => line.trim());

describe('the time zone in Ajustes', () => {
  const zone = async (person: Person) => {
    const { timeZone, nextTimeZone } = (await told(person, 'company.zone')) as Record<string, string | null>;
    return [timeZone, nextTimeZone];
  };

  test('stays with its numbers until a rebuild of the whole history is published, and who wished for it is written down', async () => {
    expect(await change(own, 'company.changeZone', { timeZone: 'America/Manaus' })).toEqual({
      timeZone: 'America/Sao_Paulo',
      nextTimeZone: 'America/Manaus',
    });
    expect(await zone(own)).toEqual(['America/Sao_Paulo', 'America/Manaus']);
    expect(await told(own, 'session.get')).toMatchObject({ nextTimeZone: 'America/Manaus' });
    const rebuild = { jobType: 'rebuild-daily-metrics', tenantId, params: {}, trigger: 'manual' };
    expect(runner.requests).toEqual([rebuild]);
    expect(await audit()).toEqual(['ana@example.com: time_zone_changed America/Manaus']);
    // Asked again nothing happens.
    await change(own, 'company.changeZone', { timeZone: 'America/Manaus' });
    expect(await audit()).toHaveLength(1);
    expect(runner.requests).toHaveLength(1);
    expect(await zone(other)).toEqual(['America/Sao_Paulo', null]);
  });

  test('of a company of which nothing was read changes at once, without a rebuild, and a name of no zone is refused', async () => {
    const asked = runner.requests.length;
    expect(await change(other, 'company.changeZone', { timeZone: 'Asia/Tokyo' })).toEqual({
      timeZone: 'Asia/Tokyo',
      nextTimeZone: null,
    });
    expect(await change(other, 'company.changeZone', { timeZone: 'Marte/Olimpo' })).toBe('invalid_input');
    expect(runner.requests).toHaveLength(asked);
    expect(await audit()).toEqual(['bia@example.com: time_zone_changed Asia/Tokyo']);
  });

  test('that cannot be written down does not change', async () => {
    const { db } = api.database;
    await query(db, `alter table audit_entries add constraint full_up check (action <> 'time_zone_changed') not valid`);
    expect(await change(other, 'company.changeZone', { timeZone: 'America/Belem' })).toBe('internal');
    await query(db, 'alter table audit_entries drop constraint full_up');
    expect(await zone(other)).toEqual(['Asia/Tokyo', null]);
  });
});

describe('the schedule in Ajustes', () => {
  test('is told with the pattern of its times', async () => {
    const { schedules } = (await told(own, 'schedule.list')) as { schedules: { schedule: string; cron: string }[] };
    expect(schedules.map(({ schedule, cron }) => `${schedule}: ${cron}`)).toEqual([
      'hourly: 0 * * * *',
      'nightly: 0 3 * * *',
      'weekly-sweep: 0 5 * * 0',
      'housekeeping: 30 4 * * *',
    ]);
  });

  test('that is paused or resumed says who did it, and only when something changed', async () => {
    for (const verb of ['pause', 'pause', 'resume', 'resume']) await change(own, `schedule.${verb}`, { jobType: SYNC });
    expect(await audit()).toEqual([
      `ana@example.com: schedule_paused ${SYNC}`,
      `ana@example.com: schedule_resumed ${SYNC}`,
    ]);
  });
});

describe('alerts in Ajustes', () => {
  test('tell which ways are set up and nothing of where they lead', async () => {
    expect(await told(own, 'alerts.list')).toEqual([
      { way: 'webhook', isSetUp: true },
      { way: 'mail', isSetUp: true },
      { way: 'heartbeat', isSetUp: false },
    ]);
  });

  test('are tried on every way once, with what became of each, and not more than a few times by one company', async () => {
    const outcomes = [
      { way: 'webhook', outcome: 'taken' },
      { way: 'mail', outcome: 'unreachable' },
    ];
    for (let again = 0; again < 5; again += 1) expect(await change(own, 'alerts.tryOut', {})).toEqual(outcomes);
    expect(SENT).toEqual(Array.from({ length: 5 }, () => 'Teste de alerta: Loja'));
    expect(await audit()).toEqual(Array.from({ length: 5 }, () => 'ana@example.com: alerts_tried'));
    expect(await change(own, 'alerts.tryOut', {})).toBe('too_many_attempts');
    expect(SENT).toHaveLength(5);
    expect(await change(other, 'alerts.tryOut', {})).toEqual(outcomes);
    expect(api.log.join()).not.toContain('segredo');
  });
});
