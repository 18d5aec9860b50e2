import { query } from '@pulso/database';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readMetrics } from '../testing/read-metrics.ts';
import { openSimulatedSeller } from '../testing/simulated-seller.ts';

const BEGIN = '2026-11-20T15:34:00Z';
const HISTORY_DAYS = 30;
const HOUR_MS = 3_600_000;

/** What happens before an hourly sync; `which` picks an order or a listing by its place. */
const change = fc.record({
  kind: fc.constantFrom('sale', 'cancel', 'refund', 'price', 'stock', 'pause', 'close', 'clip'),
  which: fc.nat(10_000),
});
const hour = fc.record({
  away_hours: fc.oneof(fc.integer({ min: 1, max: 3 }), fc.constantFrom(9, 14, 26, 80)),
  changes: fc.array(change, { maxLength: 4 }),
});

type Seller = Awaited<ReturnType<typeof openSimulatedSeller>>;

async function apply({ simulator, db, tenantId }: Seller, { kind, which }: { kind: string; which: number }) {
  const oneOf = async (sql: string) => {
    const rows = await query<{ id: string }>(db, sql, { bind: [tenantId] });
    return rows[which % rows.length]?.id ?? '';
  };
  const order = () =>
    oneOf(`select order_id::text as id from orders where tenant_id = $1 and status = 'paid' and date_closed is not null
           and total_amount > 3 order by order_id`);
  const listing = () =>
    oneOf(`select listing_id as id from listings where tenant_id = $1 and access = 'readable' and status in ('active', 'paused')
           order by listing_id`);
  try {
    if (kind === 'sale') await simulator.addSale({ quantity: 1 + (which % 3) });
    if (kind === 'cancel') await simulator.cancelOrder(await order());
    if (kind === 'refund') await simulator.refundOrder(await order(), { amount_cents: 1 + (which % 299) });
    if (kind === 'price') await simulator.changeListing(await listing(), { price_cents: 1_000 + which });
    if (kind === 'stock') await simulator.changeListing(await listing(), { stock: which % 60 });
    if (kind === 'pause') await simulator.changeListing(await listing(), { status: 'paused' });
    if (kind === 'close') await simulator.changeListing(await listing(), { status: 'closed' });
    if (kind === 'clip') await simulator.changeListing(await listing(), { clip: which % 2 ? 'yes' : 'no' });
  } catch (error) {
    // The world went on since the last sync: what was paid or on sale then may be neither by now.
    if (!(error instanceof Error && error.name === 'ImpossibleChangeError')) throw error;
  }
}

const metricsOf = async ({ db, tenantId }: Seller) => ({
  listingDays: await readMetrics(db, 'listing_metrics_daily', tenantId),
  accountDays: await readMetrics(db, 'account_metrics_daily', tenantId),
});

describe('an hourly sync, which derives only what its notes name', () => {
  it('leaves both tables as a rebuild of every day would make them, whatever happened meanwhile', async () => {
    const derived = { byNotes: 0, whole: 0 };
    await fc.assert(
      fc.asyncProperty(
        fc.string({ minLength: 3 }),
        fc.array(hour, { minLength: 3, maxLength: 4 }),
        async (seed, hours) => {
          const world = { listings: 16, ordersPerDay: 3 };
          const seller = await openSimulatedSeller({ at: BEGIN, seed, anchorDay: '2026-11-20', world });
          try {
            await seller.run('sync-mercadolivre', { daysBack: HISTORY_DAYS });
            for (const { away_hours, changes } of hours) {
              seller.moveTo(new Date(seller.now().getTime() + away_hours * HOUR_MS).toISOString());
              for (const one of changes) await apply(seller, one);
              seller.moveTo(new Date(seller.now().getTime() + 60_000).toISOString());
              const hourly = await seller.run('sync-mercadolivre', { daysBack: 3, visits: 'due' });
              expect(hourly).toMatchObject({ status: 'SUCCESS' });
              const noted = await metricsOf(seller);
              const whole = await seller.run('rebuild-daily-metrics', { from: '2026-10-22' });
              expect(whole).toMatchObject({
                status: 'SUCCESS',
                metadata: { result: { rowsUpserted: 0, rowsRemoved: 0 } },
              });
              expect(await metricsOf(seller)).toEqual(noted);
              derived.byNotes += (hourly.metadata.result as { rowsUpserted: number }).rowsUpserted;
              derived.whole += noted.listingDays.length;
            }
          } finally {
            await seller.close();
          }
        },
      ),
      { numRuns: 4, endOnFailure: true },
    );
    expect(derived.byNotes).toBeGreaterThan(0);
    expect(derived.byNotes).toBeLessThan(derived.whole);
  });
});
