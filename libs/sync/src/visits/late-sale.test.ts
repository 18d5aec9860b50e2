import { lastDays, parseBusinessDay, startOfBusinessDay } from '@pulso/domain';
import { expect, it } from 'vitest';
import { takeListings } from '../listings/take-listings.ts';
import { takeOrders } from '../orders/take-orders.ts';
import { openShop } from '../testing/open-shop.ts';
import { listingBody, orderBody } from '../testing/shop-bodies.ts';
import { syncVisits } from './sync-visits.ts';

it('a sale that was paid after its listing closed has the visits of its day known, not for ever unknown', async () => {
  const at = await openShop('2026-11-20T15:00:00Z');
  const closed = { status: 'closed', stop_time: '2026-11-17T12:00:00.000Z', date_created: '2026-11-10T12:00:00.000Z' };
  at.shop.listings.set('MLB1', listingBody('MLB1', closed));
  at.shop.visits.set('MLB1', { '2026-11-17': 3 });
  at.shop.orders.set('2000020000000001', orderBody(2000020000000001));
  const window = lastDays(parseBusinessDay('2026-11-20'), 5);
  expect(startOfBusinessDay(window.from, 'America/Sao_Paulo').toISOString()).toBe('2026-11-16T03:00:00.000Z');
  await takeListings(at.context(), ['MLB1']);
  await takeOrders(at.context(), ['2000020000000001']);
  await syncVisits(at.context(), window);
  expect(await at.rows('select day::text, visits from listing_visits order by day')).toEqual([
    { day: '2026-11-16', visits: 0 },
    { day: '2026-11-17', visits: 3 },
    { day: '2026-11-18', visits: 0 },
  ]);
  await at.close();
});
