import { addDays, businessDayOf, lastDays } from '@pulso/domain';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type OpenShop, openShop } from '../testing/open-shop.ts';
import { answerFor } from '../testing/shop-answers.ts';
import { orderBody } from '../testing/shop-bodies.ts';
import { syncOrders } from './sync-orders.ts';

let at: OpenShop;
beforeEach(async () => {
  at = await openShop('2026-11-20T15:00:00Z');
});
afterEach(() => at.close());

const zone = 'America/Sao_Paulo';
const sale = { date_closed: '2026-11-20T12:00:00.000-04:00', last_updated: '2026-11-20T12:00:00.000-04:00' };
const has = (given: object) => at.shop.orders.set('1', orderBody(1, { ...sale, ...given }));
const statusOf = async () => (await at.rows<{ status: string }>('select status from orders'))[0]?.status;
const daysAfter = (days: number) => `${addDays(businessDayOf(new Date('2026-11-20T15:00:00Z'), zone), days)}T17:00:00Z`;
async function syncOn(day: number) {
  at.moveTo(daysAfter(day));
  return syncOrders(at.context(), lastDays(businessDayOf(new Date(daysAfter(day)), zone), 2));
}

describe('the slow sweep', () => {
  it('finds a cancellation that moved no last_updated, when the order reaches the next age, and names the day of its sale', async () => {
    has({});
    await syncOn(0);
    for (const day of [1, 2]) await syncOn(day);
    has({ status: 'cancelled' });
    expect((await syncOn(3)).touchedDays).toEqual(['2026-11-20']);
    expect(await statusOf()).toBe('cancelled');
    has({ status: 'partially_refunded' });
    await syncOn(4);
    expect(await statusOf()).toBe('cancelled');
    expect((await syncOn(5)).touchedDays).toEqual(['2026-11-20']);
    expect(await statusOf()).toBe('partially_refunded');
  });

  it('goes on where it was when a run ends in its middle', async () => {
    has({});
    await syncOn(0);
    await syncOn(1);
    has({ status: 'cancelled' });
    at.shop.told.set('/orders/search', (query) =>
      query.get('order.date_closed.from')?.startsWith('2026-11-20')
        ? { status: 503, body: { message: 'away', error: 'unavailable' } }
        : answerFor(at.shop, '/orders/search', query),
    );
    await expect(syncOn(6)).rejects.toMatchObject({ name: 'MeliServerError' });
    expect(await statusOf()).toBe('paid');
    at.shop.told.clear();
    await syncOn(6);
    expect(await statusOf()).toBe('cancelled');
  });

  it('reads nothing of days that were never read', async () => {
    await syncOn(0);
    at.shop.asked.splice(0);
    await syncOn(1);
    // The 40 days before the first window were not read, so no order of theirs is looked at.
    expect(at.shop.asked.filter((call) => call.includes('order.date_closed'))).toEqual([]);
  });
});
