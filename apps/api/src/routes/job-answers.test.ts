import { randomUUID } from 'node:crypto';
import { createTenant, setTenantPaused } from '@pulso/connections';
import { query } from '@pulso/database';
import { AppError } from '@pulso/domain';
import { continueJobRun } from '@pulso/job-log';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { JobAcceptedBody, JobEndedBody, JobFailedBody, JobRunBody, JobsAcceptedBody } from '../openapi/schemas.ts';
import { createRunnerDouble, type RunnerDouble } from '../testing/runner-double.ts';
import { type Answer, type CallOptions, NOW, startTestApi, type TestApi } from '../testing/start-test-api.ts';

const SYNC = '/api/v1/jobs/sync-mercadolivre';
const SLOT = '2026-11-23T12:00:00.000Z';

let api: TestApi;
let runner: RunnerDouble;
let shared: { api: TestApi; runner: RunnerDouble };
const closers: (() => Promise<unknown>)[] = [];

async function open(answerWithin_ms?: number): Promise<typeof shared> {
  let opened: RunnerDouble | undefined;
  const own = await startTestApi({
    runner: ({ db }) => {
      opened = createRunnerDouble(db);
      return opened;
    },
    ...(answerWithin_ms === undefined ? {} : { answerWithin_ms }),
  });
  if (!opened) throw new Error('the server opened no runner');
  return { api: own, runner: opened };
}
beforeAll(async () => {
  shared = await open();
});
beforeEach(async () => {
  ({ api, runner } = shared);
  runner.requests.length = 0;
  await query(api.database.db, 'delete from job_logs');
  await query(api.database.db, 'delete from tenants where tenant_id <> $1', { bind: [api.tenant.tenantId] });
});
afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});
afterAll(() => shared.api.close());

const body = (fields: object = {}) => ({ tenantId: api.tenant.tenantId, ...fields });

/** Calls, and ends the run with `outcome` as soon as it was asked for. */
async function callAndEnd(outcome: Parameters<RunnerDouble['end']>[0], options: CallOptions = {}): Promise<Answer> {
  const asked = runner.nextRequest();
  const answer = api.call(SYNC, { body: body(), ...options });
  await asked;
  await runner.end(outcome);
  return answer;
}

describe('a run that ends while its caller waits', () => {
  test('answers 200 with its counts, what it adds of its own, and its duration in milliseconds', async () => {
    const answer = await callAndEnd({ metadata: { result: { rowsUpserted: 7, success: false } } });
    expect(answer.status).toBe(200);
    expect(JobEndedBody.parse(answer.body)).toEqual({
      success: true,
      status: 'SUCCESS',
      jobLogId: expect.any(String),
      duplicate: false,
      duration: 1500,
      recordsProcessed: 12,
      rowsUpserted: 7,
    });
  });

  test('answers 200 for PARTIAL with what is missing and for SKIPPED with the reason', async () => {
    const partial = await callAndEnd({ status: 'PARTIAL', metadata: { result: {}, missing: [{ part: 'visits' }] } });
    expect(partial).toMatchObject({ status: 200, body: { status: 'PARTIAL', missing: [{ part: 'visits' }] } });
    const skipped = await callAndEnd({ status: 'SKIPPED', metadata: { result: {}, reason: 'no_connection' } });
    expect(skipped).toMatchObject({ status: 200, body: { status: 'SKIPPED', reason: 'no_connection' } });
  });

  test.each([
    ['meli_unavailable', 502],
    ['meli_throttled', 502],
    ['reauthorisation_required', 409],
    ['internal', 500],
    ['invariant_broken', 500],
    ['interrupted', 500],
    ['invalid_input', 500],
    // It was away while the run worked; the row that says so is read from it now.
    ['database_unavailable', 500],
  ] as const)('is never 200 when it failed: %s is %i', async (errorCode, status) => {
    const answer = await callAndEnd({ status: 'FAILED', errorCode, errorMessage: 'It broke' });
    expect(answer.status).toBe(status);
    expect(answer.headers.get('content-type')).toBe('application/problem+json');
    expect(JobFailedBody.parse(answer.body)).toMatchObject({ status, errorCode, detail: 'It broke', duplicate: false });
    expect(answer.headers.get('retry-after')).toBeNull();
  });

  test('says which run it was when its end is lost with the database, and says nothing else', async () => {
    const asked = runner.nextRequest();
    const answer = api.call(SYNC, { body: body() });
    await asked;
    runner.lose(new AppError('database_unavailable', 'no connection to hidden-host'));
    expect(await answer).toMatchObject({
      status: 503,
      body: { jobLogId: expect.any(String), errorCode: 'database_unavailable' },
    });
    expect(JSON.stringify((await answer).body)).not.toContain('hidden-host');
  });
});

describe('a run that takes longer than its caller waits', () => {
  test('answers 202 with the run as it stands and where to read it', async () => {
    ({ api, runner } = await open(1));
    closers.push(api.close);
    const answer = await api.call(SYNC, { body: body({ daysBack: 7 }) });
    expect(answer.status).toBe(202);
    const run = JobAcceptedBody.parse(answer.body);
    expect(run).toMatchObject({ status: 'RUNNING', trigger: 'api', duplicate: false, attempt: 1, completedAt: null });
    expect(answer.headers.get('location')).toBe(`/api/v1/jobs/${run.jobLogId}`);
    expect(runner.requests).toMatchObject([{ jobType: 'sync-mercadolivre', params: { daysBack: 7 }, slot: null }]);
    const read = await api.call(`/api/v1/jobs/${run.jobLogId}`);
    expect(JobRunBody.parse(read.body)).toMatchObject({ jobLogId: run.jobLogId, status: 'RUNNING' });
  });

  test.each(['respond-async', 'Respond-Async, wait=10', 'return=minimal, respond-async'])(
    'is not waited for with Prefer: %s',
    async (prefer) => {
      const answer = await api.call(SYNC, { body: body(), headers: { prefer } });
      expect(answer.status).toBe(202);
      expect(answer.headers.get('preference-applied')).toBe('respond-async');
    },
  );

  test('answers 202 to whoever still waits when the API stops, and refuses nothing but new calls', async () => {
    ({ api, runner } = await open());
    closers.push(api.database.drop);
    const asked = runner.nextRequest();
    const waiting = api.call(SYNC, { body: body() });
    await asked;
    await api.server.close();
    const answer = await waiting;
    expect(answer.status).toBe(202);
    expect(JobAcceptedBody.parse(answer.body).status).toBe('RUNNING');
  });
});

describe('a run whose first attempt failed while its caller waits', () => {
  /** Calls, and then fails the attempt as its process does that goes on with the next one. */
  async function callAndFail(options: CallOptions = {}) {
    const asked = runner.nextRequest();
    const answer = api.call(SYNC, { body: body({ slot: SLOT }), ...options });
    await asked;
    return { answer, failed: await runner.fail('meli_unavailable') };
  }

  test('answers 202 with the next attempt when the API stops', async () => {
    ({ api, runner } = await open());
    closers.push(api.database.drop);
    const { answer, failed } = await callAndFail();
    const next = await continueJobRun(api.database.db, failed.tenantId, { jobLogId: failed.jobLogId, now: NOW });
    await api.server.close();
    expect(await answer).toMatchObject({
      status: 202,
      body: { jobLogId: next?.jobLogId, attempt: 2, status: 'QUEUED' },
    });
  });

  test('answers 202 also before the next attempt has begun, and 502 once none can come any more', async () => {
    ({ api, runner } = await open(1));
    closers.push(api.close);
    const { answer, failed } = await callAndFail();
    await answer;
    const again = await api.call(SYNC, { body: body({ slot: SLOT }) });
    expect(again).toMatchObject({ status: 202, body: { jobLogId: failed.jobLogId, duplicate: true, attempt: 1 } });
    await query(api.database.db, `update job_logs set completed_at = completed_at - interval '10 minutes'`);
    const late = await api.call(SYNC, { body: body({ slot: SLOT }) });
    expect(late).toMatchObject({ status: 502, body: { jobLogId: failed.jobLogId, errorCode: 'meli_unavailable' } });
  });
});

describe('the same slot again', () => {
  test('gets the run that has it, with the status of its outcome, and never runs twice', async () => {
    const first = await callAndEnd({}, { body: body({ slot: SLOT }) });
    const again = await api.call(SYNC, {
      body: body({ slot: '2026-11-23T09:00:00-03:00' }),
      headers: { prefer: 'respond-async' },
    });
    expect(again.status).toBe(200);
    expect(again.body).toEqual({ ...JobEndedBody.parse(first.body), duplicate: true });
    expect(await query(api.database.db, 'select 1 from job_logs')).toHaveLength(1);
  });

  test('gets the problem of a run that failed', async () => {
    await callAndEnd({ status: 'FAILED', errorCode: 'meli_contract' }, { body: body({ slot: SLOT }) });
    const again = await api.call(SYNC, { body: body({ slot: SLOT }) });
    expect(again).toMatchObject({ status: 502, body: { duplicate: true, errorCode: 'meli_contract' } });
  });

  test('gets 202 and the run while it goes on', async () => {
    const headers = { prefer: 'respond-async' };
    const first = await api.call(SYNC, { body: body({ slot: SLOT }), headers });
    const again = await api.call(SYNC, { body: body({ slot: SLOT }), headers });
    const { jobLogId } = JobAcceptedBody.parse(first.body);
    expect(again).toMatchObject({ status: 202, body: { jobLogId, duplicate: true, slot: SLOT } });
  });
});

describe('a call without tenant', () => {
  test('answers 202 with one run per active tenant, and leaves out the paused', async () => {
    const { db } = api.database;
    const second = await createTenant(db, { name: 'Segunda', now: new Date(NOW.getTime() + 1) });
    const paused = await createTenant(db, { name: 'Parada', now: NOW });
    await setTenantPaused(db, paused.tenantId, { paused: true, now: NOW });
    const answer = await api.call(SYNC, { method: 'POST' });
    expect(answer.status).toBe(202);
    const { runs } = JobsAcceptedBody.parse(answer.body);
    expect(runs.map((run) => run.tenantId)).toEqual([api.tenant.tenantId, second.tenantId]);
    expect(answer.headers.get('location')).toBeNull();
  });

  test('takes an empty body for {} with any content type, also with a slot for all', async () => {
    for (const type of ['application/json', 'text/plain']) {
      const answer = await api.call(SYNC, { method: 'POST', headers: { 'content-type': type } });
      expect(answer.status).toBe(202);
    }
    const first = await api.call(SYNC, { body: { slot: SLOT } });
    const again = await api.call(SYNC, { body: { slot: SLOT } });
    expect(again.body).toEqual(first.body);
  });

  test('starts nothing when the days are wrong for one of the tenants, because their todays differ', async () => {
    const { db } = api.database;
    await createTenant(db, { name: 'Kiritimati', timeZone: 'Pacific/Kiritimati', now: NOW });
    const tomorrow = await api.call('/api/v1/jobs/rebuild-daily-metrics', { body: { to: '2026-11-24' } });
    expect(tomorrow).toMatchObject({ status: 400, body: { errors: [{ path: 'to' }] } });
    expect(runner.requests).toEqual([]);
  });
});

test('a run is read by its id, and an unknown or malformed id is a 404', async () => {
  const { jobLogId } = JobEndedBody.parse((await callAndEnd({})).body);
  expect((await api.call(`/api/v1/jobs/${jobLogId}`)).body).toMatchObject({ status: 'SUCCESS', durationMs: 1500 });
  for (const id of [randomUUID(), 'no-such-run', '123']) {
    expect(await api.call(`/api/v1/jobs/${id}`)).toMatchObject({ status: 404, body: { status: 404 } });
  }
});
