import { query } from '@pulso/database';
import { createTestDatabase } from '@pulso/database/testing';
import { addDays, daysIn, lastDays, parseBusinessDay } from '@pulso/domain';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { rebuildDays } from '../rebuild/rebuild-days.ts';
import { openFactBook } from '../testing/fact-book.ts';
import { getFallingListings } from './get-falling-listings.ts';
import { getMetricComparison } from './get-metric-comparison.ts';
import { getMetricSeries } from './get-metric-series.ts';
import { getMetricTotals } from './get-metric-totals.ts';

let test: Awaited<ReturnType<typeof createTestDatabase>>;
beforeAll(async () => {
  test = await createTestDatabase();
});
afterAll(() => test.drop());

const today = parseBusinessDay('2026-11-20');
const timeZone = 'America/Sao_Paulo';
/** Half past ten in São Paulo. Orders are known up to ten. */
const now = new Date('2026-11-20T13:30:00Z');
const window = lastDays(today, 2);

/** Two days of two orders each, at 09:30 and 11:00, and two visits a day of the account; of the running day, only the early order. */
async function openFourDays() {
  const book = await openFactBook(test.db);
  await book.readOrders('2026-11-17T03:00:00Z', '2026-11-20T13:00:00Z');
  await book.listing('MLB1', { created: '2026-10-01T12:00:00Z' });
  for (const [index, day] of ['17', '18', '19'].entries()) {
    for (const [hour, price] of [
      ['12:30', 10],
      ['14:00', 30],
    ] as const) {
      await book.order({
        id: index * 100 + price,
        closed: `2026-11-${day}T${hour}:00Z`,
        tags: ['no_shipping'],
        lines: [{ listing: 'MLB1', price, quantity: 1 }],
      });
    }
    await query(
      test.db,
      'insert into account_visits (tenant_id, connection_id, day, visits, read_at) values ($1, $2, $3, 4, $4)',
      {
        bind: [book.tenantId, book.connectionId, `2026-11-${day}`, now],
      },
    );
  }
  await book.order({
    id: 990,
    closed: '2026-11-20T12:59:59Z',
    tags: ['no_shipping'],
    lines: [{ listing: 'MLB1', price: 12 }],
  });
  await rebuildDays(test.db, book.tenantId, { days: daysIn({ from: addDays(today, -3), to: today }), now });
  return book;
}

const compare = (tenantId: string, from = window, at = now) =>
  getMetricComparison(test.db, tenantId, { filter: { window: from, connectionId: null }, timeZone, now: at });

describe('a window against the one before', () => {
  it('cuts the last day of the window before at the local time up to which the running day is known', async () => {
    const { tenantId } = await openFourDays();
    const compared = await compare(tenantId);
    expect(compared).toMatchObject({
      previousWindow: { from: '2026-11-17', to: '2026-11-18' },
      hasRunningDay: true,
      // 40 of the 19th and 12 of the 20th against 40 of the 17th and the 10 of the 18th that were sold before ten.
      gmv_cents: { current: 5200, previous: 5000, change: 0.04 },
      orders: { current: 3, previous: 3, change: 0 },
      units: { current: 3, previous: 3, change: 0 },
      cancelledOrders: { current: 0, previous: 0, change: null },
    });
    expect(compared.averageTicket_cents.previous).toBeCloseTo(5000 / 3);
  });

  it('compares visits, conversion and net revenue over closed days alone', async () => {
    const { tenantId } = await openFourDays();
    expect(await compare(tenantId)).toMatchObject({
      visits: { current: 4, previous: 4, change: 0 },
      conversion: { current: 0.5, previous: 0.5, change: 0 },
      netRevenue_cents: { current: 4000, previous: 4000, change: 0 },
    });
  });

  it('takes whole days on both sides once the window has ended', async () => {
    const { tenantId } = await openFourDays();
    const closed = { from: parseBusinessDay('2026-11-18'), to: parseBusinessDay('2026-11-19') };
    const tomorrow = new Date('2026-11-21T13:30:00Z');
    await rebuildDays(test.db, tenantId, { days: daysIn(closed), now: tomorrow });
    expect(await compare(tenantId, closed, tomorrow)).toMatchObject({
      hasRunningDay: false,
      gmv_cents: { current: 8000, previous: null, change: null },
      visits: { current: 8, previous: null },
    });
    const oneDay = { from: closed.to, to: closed.to };
    expect(await compare(tenantId, oneDay, tomorrow)).toMatchObject({
      gmv_cents: { current: 4000, previous: 4000, change: 0 },
      visits: { current: 4, previous: 4, change: 0 },
    });
  });

  it('compares nothing of closed days with a window that has none', async () => {
    const { tenantId } = await openFourDays();
    expect(await compare(tenantId, { from: today, to: today })).toMatchObject({
      gmv_cents: { current: 1200, previous: 1000, change: 0.2 },
      visits: { current: null, previous: null, change: null },
      netRevenue_cents: { current: null, previous: null, change: null },
    });
  });

  it('tells no change while one window has a seller who was disconnected before the other, whose totals are whole without them', async () => {
    const { tenantId, connectionId } = await openFourDays();
    const gone = await openFactBook(test.db, tenantId);
    await gone.readOrders('2026-11-17T03:00:00Z', '2026-11-19T03:00:00Z');
    const sale = { tags: ['no_shipping'], lines: [{ listing: 'MLB7', price: 900 }] };
    await gone.order({ ...sale, id: 700, closed: '2026-11-17T12:00:00Z' });
    await rebuildDays(test.db, tenantId, { days: daysIn({ from: addDays(today, -3), to: today }), now });
    await query(test.db, `update connections set status = 'disconnected' where connection_id = $1`, {
      bind: [gone.connectionId],
    });
    const filter = { window, connectionId: null };
    expect(await getMetricTotals(test.db, tenantId, filter)).toMatchObject({ days: { known: 2, expected: 2 } });
    expect((await getMetricSeries(test.db, tenantId, filter)).map((day) => day.known)).toEqual([true, true]);
    const unknown = { current: null, change: null };
    expect(await compare(tenantId)).toMatchObject({ gmv_cents: unknown, orders: unknown });
    // Neither has every listing of theirs fallen.
    const falling = await getFallingListings(test.db, tenantId, { filter, timeZone, now, limit: 9 });
    expect(falling.rows).toBeNull();
    const asked = { filter: { window, connectionId }, timeZone, now };
    expect((await getMetricComparison(test.db, tenantId, asked)).gmv_cents).toMatchObject({ change: 0.04 });
  });

  it('leaves out of the cut day what no number counts', async () => {
    const { tenantId, order } = await openFourDays();
    await order({
      id: 500,
      closed: '2026-11-18T12:00:00Z',
      tags: ['test_order'],
      lines: [{ listing: 'MLB1', price: 70 }],
    });
    expect((await compare(tenantId)).gmv_cents.previous).toBe(5000);
  });
});
