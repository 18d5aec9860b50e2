import { lastDays, parseBusinessDay } from '@pulso/domain';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { syncOrders } from '../orders/sync-orders.ts';
import { type OpenShop, openShop } from '../testing/open-shop.ts';
import { readListings } from '../testing/read-listings.ts';
import { lineBody, listingBody, orderBody } from '../testing/shop-bodies.ts';
import { syncVisits } from './sync-visits.ts';

const window = lastDays(parseBusinessDay('2026-11-20'), 5);

let at: OpenShop;
/** A listing with sales, one with many visits, and a quiet one, read at noon. */
beforeEach(async () => {
  at = await openShop('2026-11-20T03:00:00Z');
  for (const id of ['MLB1', 'MLB2', 'MLB3', 'MLB4']) {
    at.shop.listings.set(id, listingBody(id));
    at.shop.prices.set(id, 10);
  }
  at.shop.visits.set('MLB2', { '2026-11-18': 20 });
  at.shop.visits.set('MLB3', { '2026-11-18': 19 });
  const line = (item: string, unit_price: number) => lineBody({ item: { id: item, title: 'Bule' }, unit_price });
  at.shop.orders.set('1', orderBody(1, { order_items: [line('MLB1', 5)] }));
  at.shop.orders.set('2', orderBody(2, { order_items: [line('MLB4', 50)] }));
  await readListings(at.context());
  await syncOrders(at.context(), window);
  await syncVisits(at.context(), window);
});
afterEach(() => at.close());

/** The listings whose visits an hourly run asks for, in the order of asking. */
async function askedAt(instant: string, choice: 'all' | 'due' = 'due') {
  at.moveTo(instant);
  at.shop.asked.splice(0);
  const outcome = await syncVisits(at.context(), window, choice);
  expect(outcome.missing).toEqual([]);
  return at.shop.asked.flatMap((call) => /^\/items\/(\w+)\/visits/.exec(call)?.[1] ?? []);
}

describe('the visits that an hourly run asks for', () => {
  it('are those of listings with a sale or 20 visits a day after three hours, the best sold first, and of the others after a day', async () => {
    expect(await askedAt('2026-11-20T05:00:30Z')).toEqual([]);
    expect(await askedAt('2026-11-20T05:59:00Z')).toEqual(['MLB4', 'MLB1', 'MLB2']);
    expect(await askedAt('2026-11-20T07:00:00Z')).toEqual([]);
    expect(await askedAt('2026-11-20T09:00:00Z')).toEqual(['MLB4', 'MLB1', 'MLB2']);
    expect(await askedAt('2026-11-21T02:59:00Z')).toEqual(['MLB4', 'MLB1', 'MLB2', 'MLB3']);
  });

  it('are those of every listing when somebody asked for the run', async () => {
    expect(await askedAt('2026-11-20T04:00:00Z', 'all')).toEqual(['MLB4', 'MLB1', 'MLB2', 'MLB3']);
  });

  it('are those of a listing that was never read', async () => {
    at.shop.listings.set('MLB5', listingBody('MLB5'));
    at.shop.prices.set('MLB5', 10);
    await readListings(at.context());
    expect(await askedAt('2026-11-20T04:00:00Z')).toEqual(['MLB5']);
  });
});
