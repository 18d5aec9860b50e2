import { query } from '@pulso/database';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openGate } from '../testing/open-gate.ts';
import { openSimulatedSeller } from '../testing/simulated-seller.ts';

/** Midnight of 20 November in São Paulo. */
const MIDNIGHT = Date.parse('2026-11-20T03:00:00Z');
const HOUR_MS = 3_600_000;

let seller: Awaited<ReturnType<typeof openSimulatedSeller>>;
let gate: Awaited<ReturnType<typeof openGate>>;
const asked = new Map<string, number>();
let askedOfAccount = 0;

/** A first sync at midnight, then a day of hourly ones, of which the one at three is the nightly one with every listing. */
beforeAll(async () => {
  const world = { listings: 40, ordersPerDay: 8 };
  seller = await openSimulatedSeller({
    at: new Date(MIDNIGHT).toISOString(),
    seed: 'a day',
    anchorDay: '2026-11-20',
    world,
  });
  gate = await openGate(seller.simulator.url, {
    rewrite(path, text) {
      const listing = /^\/items\/(\w+)\/visits\/time_window$/.exec(path)?.[1];
      if (listing) asked.set(listing, (asked.get(listing) ?? 0) + 1);
      else if (path.includes('items_visits')) askedOfAccount += 1;
      return text;
    },
  });
  Object.assign(seller.deps.connections.application, { apiUrl: gate.url });
  await seller.run('sync-mercadolivre', { daysBack: 10 });
  asked.clear();
  askedOfAccount = 0;
  for (let hour = 1; hour <= 24; hour++) {
    seller.moveTo(new Date(MIDNIGHT + hour * HOUR_MS).toISOString());
    const run = await seller.run('sync-mercadolivre', { daysBack: 10, ...(hour !== 3 && { visits: 'due' }) });
    if (run.status !== 'SUCCESS') throw new Error(`the run at ${hour}:00 ended ${run.status}`);
  }
});
afterAll(async () => {
  await gate.close();
  await seller.close();
});

it('in a day of hourly runs a listing that sells or is looked at is asked for its visits every three hours, any other once a night', async () => {
  const rows = await query<{ listing_id: string; is_busy: boolean; status: string }>(
    seller.db,
    `select l.listing_id, l.status,
       exists (select from order_verdicts v join order_lines o using (tenant_id, order_id)
               where o.listing_id = l.listing_id and v.left_out_reason is null
                 and v.date_closed between '2026-11-14T03:00:00Z' and '2026-11-20T03:00:00Z')
       or exists (select from listing_visits v
                  where v.listing_id = l.listing_id and v.day between '2026-11-14' and '2026-11-19' and v.visits >= 20) as is_busy
     from listings l where access = 'readable' and date_created < '2026-11-20T03:00:00Z'`,
  );
  const open = rows.filter(({ status }) => status !== 'closed');
  const busy = open.filter((row) => row.is_busy);
  expect(busy.length).toBeGreaterThan(5);
  // Eight times, three hours apart.
  expect(busy.map(({ listing_id }) => [listing_id, asked.get(listing_id)])).toEqual(
    busy.map(({ listing_id }) => [listing_id, 8]),
  );
  const quiet = open.filter((row) => !row.is_busy && (asked.get(row.listing_id) ?? 0) < 8);
  expect(quiet.length).toBeGreaterThan(2);
  // Once at night; a sale on the way makes one busy from then on.
  for (const { listing_id } of quiet) expect(asked.get(listing_id)).toBeGreaterThanOrEqual(1);
  expect(quiet.filter(({ listing_id }) => asked.get(listing_id) === 1).length).toBeGreaterThan(2);
});

it('in a day of hourly runs the account is asked for its own total every time', () => {
  expect(askedOfAccount).toBe(24);
});
