import { lastDays, parseBusinessDay } from '@pulso/domain';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { syncFreight } from '../freight/sync-freight.ts';
import { syncOrders } from '../orders/sync-orders.ts';
import { type OpenShop, openShop } from '../testing/open-shop.ts';
import { readListings } from '../testing/read-listings.ts';
import { refused, SELLER } from '../testing/shop-answers.ts';
import { listingBody, orderBody } from '../testing/shop-bodies.ts';
import { syncVisits } from '../visits/sync-visits.ts';
import { type CoverageSource, listCoverage } from './list-coverage.ts';
import { rememberFailure } from './remember-failure.ts';

const timeZone = 'America/Sao_Paulo';
const window = lastDays(parseBusinessDay('2026-11-20'), 3);
const away = { status: 500, body: { message: 'Maria da Silva, maria@example.com', error: 'Maria da Silva' } };

let at: OpenShop;
beforeEach(async () => {
  at = await openShop('2026-11-20T15:00:00Z');
});
afterEach(() => at.close());

const noted = () => at.rows<{ source: string }>('select source, days::text, error_code, message from source_failures');
async function states(source: CoverageSource) {
  const rows = await listCoverage(at.db, at.tenantId, { window, timeZone, connectionId: null, sources: [source] });
  return rows.map((row) => row.state);
}
const orders = () =>
  rememberFailure(at.context(), { source: 'orders', window }, () => syncOrders(at.context(), window));
const visitsPath = () => `/users/${at.shop.sellerId}/items_visits/time_window`;

describe('the failure of a source', () => {
  it('is remembered with the days that were owed and without a word of the answer, until a read is complete', async () => {
    at.shop.told.set('/orders/search', away);
    await expect(orders()).rejects.toMatchObject({ name: 'MeliServerError' });
    expect(await noted()).toEqual([
      {
        source: 'orders',
        days: '[2026-11-18,2026-11-21)',
        error_code: 'meli_unavailable',
        message: '/orders/search: 500',
      },
    ]);
    expect(await states('orders')).toEqual(['failed', 'failed', 'failed']);
    at.shop.told.clear();
    await orders();
    expect(await noted()).toEqual([]);
    expect(await states('orders')).toEqual(['complete', 'complete', 'partly']);
  });

  it('takes nothing away from days that are known', async () => {
    await orders();
    at.shop.told.set('/orders/search', away);
    at.moveTo('2026-11-20T16:00:00Z');
    await expect(orders()).rejects.toThrow();
    expect(await states('orders')).toEqual(['complete', 'complete', 'partly']);
    expect(await noted()).toMatchObject([{ source: 'orders' }]);
  });

  it('is not remembered of a run that was told to stop', async () => {
    const stop = new AbortController();
    stop.abort();
    at.shop.told.set('/orders/search', away);
    const context = at.context({ signal: stop.signal });
    await expect(
      rememberFailure(context, { source: 'orders', window }, () => syncOrders(at.context(), window)),
    ).rejects.toThrow();
    expect(await noted()).toEqual([]);
  });

  it('of the account’s visits is its own: the listings’ visits are known all the same', async () => {
    at.shop.listings.set('MLB1', listingBody('MLB1'));
    await readListings(at.context());
    at.shop.told.set(visitsPath(), refused.policy);
    await syncVisits(at.context(), window);
    expect(await noted()).toMatchObject([{ source: 'account_visits', error_code: 'meli_refused' }]);
    expect(await states('account_visits')).toEqual(['failed', 'failed', 'failed']);
    expect(await states('visits')).toEqual(['complete', 'complete', 'complete']);
    at.shop.told.clear();
    at.moveTo('2026-11-20T16:00:00Z');
    await syncVisits(at.context(), window);
    expect(await noted()).toEqual([]);
  });

  it('is a missing permission where every listing’s visits are refused, and no listing is given up for it', async () => {
    for (const id of ['MLB1', 'MLB2']) {
      at.shop.listings.set(id, listingBody(id));
      at.shop.told.set(`/items/${id}/visits/time_window`, refused.policy);
    }
    await readListings(at.context());
    await syncVisits(at.context(), window);
    expect(await noted()).toMatchObject([{ source: 'visits', days: '[2026-11-18,2026-11-21)' }]);
    expect(await at.rows('select from listing_refusals')).toEqual([]);
    expect(await states('visits')).toEqual(['failed', 'failed', 'failed']);
    at.shop.told.delete('/items/MLB1/visits/time_window');
    at.moveTo('2026-11-20T16:00:00Z');
    await syncVisits(at.context(), window);
    // One is answered, so the other is refused alone; the source was not read completely, and stays as it was.
    expect(await states('visits')).toEqual(['partly', 'partly', 'partly']);
    at.shop.told.clear();
    at.moveTo('2026-11-20T17:00:00Z');
    await syncVisits(at.context(), window);
    expect(await noted()).toEqual([]);
    expect(await states('visits')).toEqual(['complete', 'complete', 'complete']);
  });

  it('is a missing permission where no freight at all is told; one cost that is known makes it the shipment’s own', async () => {
    for (const id of [1, 2]) at.shop.orders.set(String(id), orderBody(id, { shipping: { id: 90 + id } }));
    await orders();
    for (const id of [91, 92]) at.shop.told.set(`/shipments/${id}/costs`, refused.policy);
    await syncFreight(at.context());
    expect(await noted()).toMatchObject([{ source: 'freight', days: '(,)', error_code: 'meli_refused' }]);
    at.shop.told.delete('/shipments/91/costs');
    at.shop.freight.set('91', [{ user_id: Number(SELLER), cost: 5 }]);
    await syncFreight(at.context());
    expect(await noted()).toEqual([]);
    await syncFreight(at.context());
    expect(await noted()).toEqual([]);
  });

  it('of discovery leaves the listings that are known, and goes with the next complete reading', async () => {
    at.shop.told.set(`/users/${at.shop.sellerId}/items/search`, refused.policy);
    await readListings(at.context());
    expect(await noted()).toMatchObject([{ source: 'listings', error_code: 'meli_refused' }]);
    expect(await states('listings')).toEqual(['failed', 'failed', 'failed']);
    at.shop.told.clear();
    await readListings(at.context());
    expect(await noted()).toEqual([]);
    expect(await states('listings')).toEqual(['complete', 'complete', 'complete']);
  });
});
