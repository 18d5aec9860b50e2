import { createTenant } from '@pulso/connections';
import { createDatabase } from '@pulso/database';
import { type DatabaseLine, startDatabaseLine } from '@pulso/database/testing';
import { continueJobRun, finishJobRun, type JobRun, noteJobRun, openJobRun, startJobRun } from '@pulso/job-log';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { openMember, openPerson, type Person } from '../testing/open-person.ts';
import { readEvents, type ToldEvent } from '../testing/read-events.ts';
import { GOOD } from '../testing/runner-double.ts';
import { NOW, startTestApi, type TestApi, type TestApiOptions } from '../testing/start-test-api.ts';
import { followRun } from './follow-run.ts';

const settings = { database: 'external' } as const;
const RETURN: ToldEvent = { event: 'return', data: null };

let api: TestApi;
let ana: Person;
beforeAll(async () => {
  api = await startTestApi({ settings });
  ana = await openMember(api, api.tenant.tenantId, { email: 'ana@example.com', role: 'viewer' });
});
afterAll(() => api.close());

/** An API of the test's own, with somebody who is signed in and a run that goes on. */
async function openApi(options: TestApiOptions = {}) {
  const own = await startTestApi({ settings, ...options });
  onTestFinished(() => own.close());
  const person = await openMember(own, own.tenant.tenantId, { email: 'bia@example.com', role: 'viewer' });
  return { own, person, run: await begin(own) };
}

/** A run that somebody works on. */
async function begin({ database: { db }, tenant: { tenantId } }: TestApi): Promise<JobRun> {
  const asked = { jobType: 'sync-mercadolivre', trigger: 'api', slot: null, params: {}, now: NOW } as const;
  const { run: begun } = await openJobRun(db, tenantId, asked);
  await startJobRun(db, tenantId, { run: begun, now: NOW });
  return begun;
}

const finish = ({ database: { db }, tenant: { tenantId } }: TestApi, ended: JobRun) =>
  finishJobRun(db, tenantId, { run: ended, outcome: GOOD, now: NOW });

/** What an EventSource of our page gets. */
async function listen({ url }: TestApi, person: Person, { jobLogId }: Pick<JobRun, 'jobLogId'>) {
  const input = encodeURIComponent(JSON.stringify({ jobLogId }));
  const answer = await fetch(`${url}/trpc/jobs.follow?input=${input}`, {
    headers: { accept: 'text/event-stream', 'accept-encoding': 'gzip, br', cookie: person.cookie() },
  });
  if (!answer.body) throw new Error('the answer has no body');
  const events = readEvents(answer.body.pipeThrough(new TextDecoderStream()));
  return {
    headers: answer.headers,
    next: async () => (await events.next()).value ?? null,
    rest: () => Array.fromAsync(events),
  };
}

const told = ({ jobLogId }: JobRun, metadata: object, status = 'RUNNING'): ToldEvent => ({
  event: 'message',
  data: expect.objectContaining({ jobLogId, status, metadata: expect.objectContaining(metadata) }),
});

describe('a page that follows a run', () => {
  test('hears at once how it stands, then of its progress and its end, each once, and nothing after that', async () => {
    const run = await begin(api);
    const stream = await listen(api, ana, run);
    expect(await stream.next()).toMatchObject({ event: 'connected' });
    expect(await stream.next()).toEqual(told(run, { params: {} }));
    const { db } = api.database;
    for (const done of [1, 2]) {
      const progress = { phase: 'orders', done, total: 2 };
      await noteJobRun(db, api.tenant.tenantId, { run, metadata: { progress } });
      expect(await stream.next()).toEqual(told(run, { progress }));
    }
    await finish(api, run);
    const end = told(run, { result: { rowsUpserted: 7 } }, 'SUCCESS');
    expect(await stream.rest()).toEqual([end, RETURN]);
    // Whoever comes later is told the end at once.
    expect((await (await listen(api, ana, run)).rest()).slice(1)).toEqual([end, RETURN]);
  });

  test('hears it at once also through a proxy, keeps the walls of every answer, and is no slow answer in the metrics', async () => {
    const run = await begin(api);
    const stream = await listen(api, ana, run);
    expect(Object.fromEntries(stream.headers)).toMatchObject({
      'content-type': 'text/event-stream',
      'x-accel-buffering': 'no',
      'cache-control': 'no-store, no-transform',
      'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
      'x-content-type-options': 'nosniff',
    });
    expect(stream.headers.get('content-encoding')).toBeNull();
    await finish(api, run);
    await stream.rest();
    const ends = () => api.log.map((line) => JSON.parse(line)).filter(({ msg }) => msg === 'stream ended');
    await expect.poll(() => ends().at(-1)).toMatchObject({ route: '/trpc/jobs.follow', status: 200 });
    const metrics = String((await api.call('/metrics')).body);
    expect(metrics).toMatch(/^pulso_http_requests_total\{method="GET",route="\/trpc\/jobs.follow",status="200"\} \d/m);
    expect(metrics).not.toMatch(/^pulso_http_request_duration_seconds\w*\{.*jobs.follow/m);
  });

  test('hears nothing of the run of another company, as if there were none', async () => {
    const { own, run } = await openApi();
    const { tenantId } = await createTenant(own.database.db, { name: 'Outra', now: NOW });
    const other = await openMember(own, tenantId, { email: 'caio@example.com', role: 'owner' });
    const asked = { jobLogId: run.jobLogId };
    const refused = await other.ask('jobs.follow', asked, 'subscription');
    expect(refused).toMatchObject({ status: 404, body: { error: { data: { errorCode: 'not_found' } } } });
    expect(refused.body).toEqual((await other.ask('jobs.get', asked)).body);
  });

  test('hears nothing when nobody is signed in there', async () => {
    const { own, run } = await openApi();
    const [, refused, ...more] = await (await listen(own, openPerson(own), run)).rest();
    expect(refused).toMatchObject({ event: 'serialized-error', data: { data: { httpStatus: 401 } } });
    expect(more).toEqual([]);
  });

  test('hears no more once its person has signed out: its stream ends, and it gets no other', async () => {
    const { own, person, run } = await openApi({ followFor_ms: 1_500 });
    const stream = await listen(own, person, run);
    const cookie = person.cookie();
    expect((await person.post('sign-out')).status).toBe(204);
    expect((await stream.rest()).at(-1)).toEqual(RETURN);
    const again = await openPerson(own, { cookie }).ask('jobs.follow', { jobLogId: run.jobLogId }, 'subscription');
    expect(again).toMatchObject({ status: 401, body: { error: { data: { errorCode: 'unauthenticated' } } } });
  });

  test('does not keep a server from stopping, and is told that this stream is over', async () => {
    const { own, person, run } = await openApi();
    const stream = await listen(own, person, run);
    await stream.next();
    await stream.next();
    await own.server.close();
    expect(await stream.rest()).toEqual([RETURN]);
  });

  test.each([
    ['gone', 'cut'],
    ['hanging', 'freeze'],
  ] as const)(
    'is told that the database is %s, also when it asks again, and hears the end once it is back',
    async (_, how) => {
      let line!: DatabaseLine;
      const { own, person, run } = await openApi({
        databaseWithin_ms: 1_000,
        async openPool({ url }) {
          line = await startDatabaseLine(url);
          onTestFinished(() => line.close());
          return createDatabase({ url: line.url, poolMax: 2, applicationName: 'an API on a line' });
        },
      });
      const ask = () => person.ask('jobs.follow', { jobLogId: run.jobLogId }, 'subscription');
      const stream = await listen(own, person, run);
      await stream.next();
      await stream.next();
      line[how]();
      const [away, ...more] = await stream.rest();
      expect(away).toMatchObject({ event: 'serialized-error', data: { data: { errorCode: 'database_unavailable' } } });
      expect(more).toEqual([]);
      expect(await ask()).toMatchObject({
        status: 503,
        body: { error: { data: { errorCode: 'database_unavailable' } } },
      });
      line.restore();
      await finish(own, run);
      const end = { jobLogId: run.jobLogId, status: 'SUCCESS' };
      await expect.poll(async () => (await ask()).body).toMatchObject({ result: { data: [end] } });
    },
  );
});

test('whoever has stopped listening costs the database nothing more', async () => {
  const run = { ...(await begin(api)), status: 'RUNNING' } as const;
  const gone = new AbortController();
  let looks = 0;
  const look = async () => {
    looks += 1;
    return run;
  };
  const stream = followRun(run, { look, for_ms: 30_000, signals: [gone.signal], goesOn: () => false });
  expect(await stream.next()).toEqual({ done: false, value: run });
  const next = stream.next();
  gone.abort();
  expect(await next).toEqual({ done: true, value: undefined });
  expect(looks).toBe(0);
});

describe('an attempt that failed and is about to be gone on with', () => {
  const failed = (run: JobRun, metadata: object = {}): JobRun => ({
    ...run,
    status: 'FAILED',
    errorCode: 'meli_unavailable',
    metadata: { ...run.metadata, ...metadata },
  });
  const goesOn = ({ status, metadata }: JobRun) => status === 'FAILED' && metadata['continuedBy'] === undefined;

  test('is told where it names the next one, and nobody hears of a failure before', async () => {
    const run = await begin(api);
    const next = failed(run, { continuedBy: 'the next' });
    const seen = [failed(run), next];
    const look = async () => seen.shift() ?? next;
    const stream = followRun(run, { look, for_ms: 30_000, signals: [], goesOn });
    expect(await Array.fromAsync(stream)).toEqual([run, next]);
    expect(seen).toEqual([]);
  });

  test('is not told as a failure to whoever asks just then, also when the stream is over', async () => {
    const run = failed(await begin(api));
    const stream = followRun(run, { look: async () => run, for_ms: 0, signals: [], goesOn });
    expect(await Array.fromAsync(stream)).toEqual([]);
  });

  test('is told through the API: its end names the attempt that follows it', async () => {
    const { own, person, run } = await openApi();
    const { db } = own.database;
    const { tenantId } = own.tenant;
    const stream = await listen(own, person, run);
    await stream.next();
    await stream.next();
    const outcome = { ...GOOD, status: 'FAILED', errorCode: 'meli_unavailable', errorMessage: 'away' } as const;
    await finishJobRun(db, tenantId, { run, outcome, now: NOW });
    const next = await continueJobRun(db, tenantId, { jobLogId: run.jobLogId, now: NOW });
    expect(await stream.rest()).toEqual([told(run, { continuedBy: next?.jobLogId }, 'FAILED'), RETURN]);
  });
});
