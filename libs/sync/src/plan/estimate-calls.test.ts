import { describe, expect, it } from 'vitest';
import { estimateCalls, type SyncLoad } from './estimate-calls.ts';
import { sourceOfCall } from './source-of-call.ts';

const known: SyncLoad = {
  listings: 1250,
  ordersPerDay: 120,
  changesPerDay: 240,
  sinceChanges_hours: 2,
  unread_days: 0,
  swept_days: 0,
  isCounted: false,
  owed: { details: 7, visits: 5, freight: 3 },
};

describe('the calls that a sync is expected to make', () => {
  it('are pages of listings and of changes, what is owed already, and freight of the orders that came meanwhile', () => {
    expect(estimateCalls(known)).toEqual({
      seller: 1,
      listings: 13 + 63,
      orders: 1,
      visits: 6,
      details: 7,
      freight: 13,
    });
  });

  it('grow with the days that were never read and with those that are swept', () => {
    const calls = estimateCalls({ ...known, unread_days: 9.4, swept_days: 2 });
    expect(calls.orders).toBe(1 + 12 * 3);
    expect(calls.freight).toBe(3 + Math.round(120 * (9.4 + 2 / 24)));
  });

  it('are at least one page, however little happens', () => {
    const quiet = { ...known, listings: 0, ordersPerDay: 0, changesPerDay: 0, sinceChanges_hours: 1, unread_days: 2 };
    expect(estimateCalls(quiet)).toMatchObject({ listings: 1, orders: 1 + 2 });
  });

  it('are not known where nothing is known, and never 0 for that', () => {
    const nothing = { listings: null, ordersPerDay: null, changesPerDay: null, unread_days: 30 };
    const owed = { details: null, visits: null, freight: 0 };
    expect(estimateCalls({ ...known, ...nothing, owed })).toEqual({
      seller: 1,
      listings: null,
      orders: null,
      visits: null,
      details: null,
      freight: null,
    });
  });

  it('count the two by which Mercado Livre was asked for the size of the first sync', () => {
    const first = estimateCalls({
      ...known,
      changesPerDay: null,
      sinceChanges_hours: null,
      unread_days: 30,
      isCounted: true,
    });
    expect(first).toMatchObject({ listings: 1 + 13 + 63, orders: 1 + 30 * 3 });
  });
});

it.each([
  ['/users/me', 'seller'],
  ['/users/{id}/items/search', 'listings'],
  ['/items/bulk', 'listings'],
  ['/items/{id}/sale_price', 'details'],
  ['/item/{id}/performance', 'details'],
  ['/orders/search', 'orders'],
  ['/orders/{id}', 'orders'],
  ['/shipments/{id}/costs', 'freight'],
  ['/items/{id}/visits/time_window', 'visits'],
  ['/users/{id}/items_visits/time_window', 'visits'],
])('a call to %s is made for %s', (endpoint, source) => {
  expect(sourceOfCall(endpoint)).toBe(source);
});
