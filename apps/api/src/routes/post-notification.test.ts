import { query } from '@pulso/database';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { insertConnection } from '../testing/insert-connection.ts';
import { createRunnerDouble, type RunnerDouble } from '../testing/runner-double.ts';
import { APPLICATION, startTestApi, type TestApi } from '../testing/start-test-api.ts';

const PATH = '/api/v1/mercadolivre/notifications';
const SELLER = 3_456_789_012;

let api: TestApi;
let runner: RunnerDouble;
/** Bursts that are being collected; a test ends each when it likes. */
const collecting: (() => void)[] = [];
const collectNotices = () => new Promise<void>((resolve) => collecting.push(resolve));
const endBurst = () => collecting.shift()?.();
beforeAll(async () => {
  api = await startTestApi({ runner: ({ db }) => (runner = createRunnerDouble(db)), collectNotices });
  await insertConnection(api.database.db, api.tenant.tenantId, { sellerId: SELLER });
});
afterAll(() => api.close());
beforeEach(async () => {
  await query(api.database.db, 'delete from notices');
  runner.requests.length = 0;
});

const notice = (given: object = {}) => ({
  _id: 'n-1',
  resource: '/orders/2000020000000001',
  user_id: SELLER,
  topic: 'orders_v2',
  application_id: Number(APPLICATION),
  attempts: 1,
  sent: '2026-11-23T14:59:59.900Z',
  received: '2026-11-23T14:59:59.800Z',
  ...given,
});
const post = async (body: unknown) => (await api.call(PATH, { body, key: null })).status;
const stored = () =>
  query<{ subject_kind: string; subject_id: string; times: number }>(
    api.database.db,
    'select subject_kind, subject_id, times from notices order by subject_id',
  );

describe('the callback of notices', () => {
  test('Q58 Q59 three notices of one sale are answered before anything is read, wait as one, and are read by one run', async () => {
    for (let count = 0; count < 3; count++) expect(await post(notice())).toBe(200);
    expect(await stored()).toEqual([{ subject_kind: 'order', subject_id: '2000020000000001', times: 3 }]);
    expect(runner.requests).toEqual([]);
    const asked = runner.nextRequest();
    expect(collecting).toHaveLength(1);
    endBurst();
    await asked;
    expect(runner.requests).toMatchObject([
      { jobType: 'read-notices', tenantId: api.tenant.tenantId, trigger: 'webhook' },
    ]);

    // What comes while that run is under way gets a run of its own afterwards.
    await post(notice({ resource: '/orders/2000020000000002' }));
    expect(runner.requests).toHaveLength(1);
    await runner.end();
    await expect.poll(() => collecting).toHaveLength(1);
    const again = runner.nextRequest();
    endBurst();
    await again;
    expect(runner.requests).toHaveLength(2);
    await runner.end();
  });

  test('Q57 the dialects of Mercado Livre are taken: id for _id, texts for numbers, recieved, no slash', async () => {
    const odd = { _id: undefined, id: 'x', user_id: String(SELLER), application_id: APPLICATION, received: undefined };
    expect(await post(notice({ ...odd, recieved: 'now', resource: 'items/MLB5400000001', topic: 'items' }))).toBe(200);
    expect(await stored()).toMatchObject([{ subject_kind: 'item', subject_id: 'MLB5400000001' }]);
  });

  test.each([
    ['of another application', notice({ application_id: 1 })],
    ['of a seller who is not connected', notice({ user_id: 999 })],
    ['of an unknown kind', notice({ topic: 'brand_new', resource: 'brand/new/1' })],
    ['without a seller', notice({ user_id: null })],
    ['that is none', { hello: 'world' }],
  ])('Q61 a notice %s is answered with 200 and leaves nothing behind', async (_, body) => {
    expect(await post(body)).toBe(200);
    expect(await stored()).toEqual([]);
    expect(runner.requests).toEqual([]);
  });

  test('one of ours that cannot be stored gets a 503, so that Mercado Livre sends it again; others still get a 200', async () => {
    await query(api.database.db, 'alter table notices rename to notices_away');
    try {
      expect(await post(notice())).toBe(503);
      expect(await post(notice({ application_id: 1 }))).toBe(200);
    } finally {
      await query(api.database.db, 'alter table notices_away rename to notices');
    }
    expect(await post(notice())).toBe(200);
  });
});
