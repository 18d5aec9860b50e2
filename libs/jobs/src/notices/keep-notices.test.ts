import { query } from '@pulso/database';
import type { JobRun } from '@pulso/job-log';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { JobRunner } from '../runner/create-job-runner.ts';
import { openSimulatedSeller } from '../testing/simulated-seller.ts';
import { keepNotices } from './keep-notices.ts';
import { takeNotice } from './take-notice.ts';

let seller: Awaited<ReturnType<typeof openSimulatedSeller>>;
beforeEach(async () => {
  seller = await openSimulatedSeller({ at: '2026-11-20T15:00:00Z', world: { listings: 2, ordersPerDay: 1 } });
});
afterEach(() => seller.close());

/** Each of both looks once; tells what was asked of Mercado Livre and of the runner. */
async function lookOnce() {
  const stop = new AbortController();
  const submitted: string[] = [];
  const runner: JobRunner = {
    async submit({ jobType, tenantId }) {
      submitted.push(`${jobType} ${tenantId}`);
      return { run: {} as JobRun, duplicate: false, finished: Promise.resolve({} as JobRun) };
    },
    watch: () => undefined,
    stop: () => Promise.resolve(),
  };
  let looks = 0;
  const both = Promise.withResolvers<void>();
  const wait = async () => {
    looks += 1;
    if (looks === 2) {
      stop.abort();
      both.resolve();
    }
    await both.promise;
  };
  await keepNotices(seller.deps, { runner, wait, signal: stop.signal });
  return { submitted, feedsRead: seller.simulator.counters()['GET /missed_feeds'] ?? 0 };
}

it('on a schema that is behind no notice is read and no feed asked for, until it is current', async () => {
  const { db, tenantId, sellerId, simulator } = seller;
  const notice = {
    resource: '/orders/2000000000000001',
    user_id: Number(sellerId),
    topic: 'orders_v2',
    application_id: Number(simulator.clientId),
    sent: '2026-11-20T15:00:00.000Z',
  };
  await takeNotice(db, JSON.stringify(notice), { applicationId: simulator.clientId, now: seller.now() });
  seller.moveTo('2026-11-20T15:01:00Z');
  const newest = 'select max(name) from schema_migrations';
  const [taken] = await query<{ name: string }>(
    db,
    `with gone as (delete from schema_migrations where name = (${newest}) returning *) select name from gone`,
  );
  expect(await lookOnce()).toEqual({ submitted: [], feedsRead: 0 });
  await query(db, 'insert into schema_migrations (name) values ($1)', { bind: [taken?.name] });
  expect(await lookOnce()).toEqual({ submitted: [`read-notices ${tenantId}`], feedsRead: 1 });
});
