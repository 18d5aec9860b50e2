import { randomUUID } from 'node:crypto';
import { request as rawRequest } from 'node:http';
import { query } from '@pulso/database';
import { Secret } from '@pulso/runtime';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ProblemBody } from '../openapi/schemas.ts';
import { createRunnerDouble } from '../testing/runner-double.ts';
import { type CallOptions, KEY, startTestApi, type TestApi } from '../testing/start-test-api.ts';

const SYNC = '/api/v1/jobs/sync-mercadolivre';
const REBUILD = '/api/v1/jobs/rebuild-daily-metrics';
const LARGE = JSON.stringify({ padding: 'x'.repeat(17 * 1024) });

let api: TestApi;
let keyless: TestApi;
beforeAll(async () => {
  api = await startTestApi({
    settings: { jobsKeys: [new Secret(KEY), new Secret('second-key')] },
    runner: ({ db }) => createRunnerDouble(db),
  });
  keyless = await startTestApi({ settings: { jobsKeys: [] } });
});
afterAll(async () => {
  await api.close();
  await keyless.close();
});

async function expectRefusal(status: number, options: CallOptions, path = SYNC) {
  const answer = await api.call(path, options);
  expect(answer.status).toBe(status);
  expect(answer.headers.get('content-type')).toBe('application/problem+json');
  expect(answer.body).toMatchObject({
    status,
    type: expect.any(String),
    title: expect.any(String),
    detail: expect.any(String),
  });
  return answer;
}

describe('a call of a job endpoint is refused', () => {
  test('with 503 when no key is configured, whatever else is wrong with it', async () => {
    for (const method of ['POST', 'GET', 'DELETE']) {
      const answer = await keyless.call(SYNC, { method, key: null });
      expect(answer.status).toBe(503);
      expect(answer.body).toMatchObject({ status: 503, detail: expect.stringContaining('INTERNAL_JOBS_KEY') });
    }
    expect((await keyless.call(SYNC, { body: '{', key: '' })).status).toBe(503);
  });

  test('with 401 when no key is sent, before its method, size, type and body are looked at', async () => {
    const answer = await expectRefusal(401, { method: 'PUT', body: LARGE, key: null });
    expect(answer.headers.get('www-authenticate')).toBe('X-Internal-Key');
    await expectRefusal(401, { body: '{', key: '', headers: { 'content-type': 'text/xml' } });
  });

  test.each(['key', `${KEY} ${KEY}`, `${KEY},second-key`, 'KEY-OF-THE-TESTS'])(
    'with 403 for the key %s',
    async (key) => {
      await expectRefusal(403, { method: 'DELETE', body: LARGE, key });
    },
  );

  test.each(['GET', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'])('with 405 and what is allowed for %s', async (method) => {
    const body = method === 'GET' ? undefined : LARGE;
    const answer = await expectRefusal(405, { method, body });
    expect(answer.headers.get('allow')).toBe('POST');
  });

  test('with 405 for methods that no program of ours uses', async () => {
    for (const method of ['PROPFIND', 'REPORT', 'TRACE']) {
      const { status, allow } = await rawCall({ method, path: SYNC, headers: { 'x-internal-key': KEY } });
      expect({ method, status, allow }).toEqual({ method, status: 405, allow: 'POST' });
      expect((await rawCall({ method, path: SYNC, headers: {} })).status).toBe(401);
    }
  });

  test('with 413 for a body above 16 KiB, before its type is looked at, announced or not', async () => {
    await expectRefusal(413, { body: LARGE });
    await expectRefusal(413, { body: LARGE, headers: { 'content-type': 'text/plain' } });
    await expectRefusal(413, { body: LARGE, headers: { 'content-type': 'nonsense' } });
    for (const type of ['application/json', 'text/plain']) {
      const headers = { 'x-internal-key': KEY, 'content-type': type, 'transfer-encoding': 'chunked' };
      expect((await rawCall({ method: 'POST', path: SYNC, headers, body: 'x'.repeat(400_000) })).status).toBe(413);
    }
  });

  test.each(['text/plain', 'application/x-www-form-urlencoded', 'nonsense', 'application/json; charset=latin1'])(
    'with 415 for a body of type %s, before it is read',
    async (type) => {
      await expectRefusal(415, { body: '{', headers: { 'content-type': type } });
    },
  );

  test('with 415 for a body without type and for a compressed one', async () => {
    const headers = { 'x-internal-key': KEY, 'content-length': '2' };
    expect((await rawCall({ method: 'POST', path: SYNC, headers, body: '{}' })).status).toBe(415);
    await expectRefusal(415, { body: '{}', headers: { 'content-encoding': 'gzip' } });
  });

  test.each(['{', 'null', '[]', '"x"', ' ', '{"daysBack":0}', '{"tenantId":"x"}', '{"unknown":1}', '{"slot":"soon"}'])(
    'with 400 and the faults for the body %s',
    async (body) => {
      const answer = await expectRefusal(400, { body });
      expect(ProblemBody.parse(answer.body).errors?.length).toBeGreaterThan(0);
    },
  );

  test('with 400 for a body that is not UTF-8', async () => {
    const headers = { 'x-internal-key': KEY, 'content-type': 'application/json' };
    expect((await rawCall({ method: 'POST', path: SYNC, headers, body: Buffer.from([0x22, 0xff, 0x22]) })).status).toBe(
      400,
    );
  });

  test('with 400 before 404: an unknown tenant with an unknown field is a 400', async () => {
    await expectRefusal(400, { body: { tenantId: randomUUID(), unknown: 1 } });
  });

  test.each([
    { from: '2026-11-12', to: '2026-11-11' },
    { to: '2999-01-01' },
    { from: '2020-01-01', to: '2026-11-01' },
    { from: '2026-11-12', to: '2026-11-11', tenantId: randomUUID() },
  ])('with 400 and the day for days that no tenant could have, whether or not there is a tenant: %j', async (asked) => {
    const answer = await api.call(REBUILD, { body: asked });
    expect(answer).toMatchObject({ status: 400, body: { errors: [{ path: expect.stringMatching(/^(from|to)$/) }] } });
  });

  test('with 400 for a query, which these paths do not have', async () => {
    const inQuery = '?from=2026-11-01&daysBack=3';
    const answer = await api.call(`${SYNC}${inQuery}`, { body: {} });
    expect(answer).toMatchObject({ status: 400, body: { errors: [{ path: 'from' }, { path: 'daysBack' }] } });
    expect((await api.call(`/api/v1/jobs/${randomUUID()}${inQuery}`)).status).toBe(400);
  });

  test('without a trace: no run, no tenant, only a log line and a counter', async () => {
    const rows = await query(api.database.db, 'select 1 from job_logs');
    expect(rows).toEqual([]);
    const lines = api.log.map((line) => JSON.parse(line));
    expect(lines.find((line) => line.refusal === 'forbidden')).toMatchObject({ route: SYNC, status: 403 });
    expect(api.log.join()).not.toContain(KEY);
    const { body } = await api.call('/metrics');
    expect(body).toMatch(
      /pulso_job_calls_refused_total\{route="\/api\/v1\/jobs\/sync-mercadolivre",reason="forbidden"\} \d+/,
    );
  });
});

test('each of two keys opens the job endpoints while one replaces the other', async () => {
  for (const key of [KEY, 'second-key']) {
    expect((await api.call(REBUILD, { body: {}, key })).status).toBe(202);
  }
});

interface RawCall {
  method: string;
  path: string;
  headers: Record<string, string>;
  body?: string | Buffer;
}

/** What fetch will not send: any method, any framing. */
function rawCall({ method, path, headers, body }: RawCall): Promise<{ status: number; allow: string | undefined }> {
  return new Promise((resolve, reject) => {
    const call = rawRequest(`${api.url}${path}`, { method, headers }, (answer) => {
      answer.resume();
      answer.on('end', () => resolve({ status: answer.statusCode ?? 0, allow: answer.headers.allow }));
    });
    call.on('error', reject);
    call.end(body);
  });
}
