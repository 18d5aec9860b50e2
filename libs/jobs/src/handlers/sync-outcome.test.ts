import { AppError, type AppErrorCode, errorTable, parseBusinessDay } from '@pulso/domain';
import { describe, expect, it } from 'vitest';
import { type ConnectionOutcome, noOutcome } from './connection-outcome.ts';
import { toSyncOutcome } from './sync-outcome.ts';
import { collectUnknownStatuses } from './unknown-statuses.ts';

const rebuild = {
  daysProcessed: 30,
  listingsProcessed: 4,
  rowsComputed: 120,
  rowsUpserted: 17,
  rowsRemoved: 2,
  daysReadInPart: [],
  maxDateAfterRebuild: parseBusinessDay('2026-11-20'),
  dateRange: { from: '2026-10-22', to: '2026-11-20', maxDateAfterRebuild: '2026-11-20' },
};

/** A connection of which everything was read. */
function read(connectionId: string, given: Partial<ConnectionOutcome> = {}): ConnectionOutcome {
  return {
    ...noOutcome(connectionId),
    listings: { itemsProcessed: 10, itemsCreated: 2, itemsUpdated: 3, missing: [], inaccessible: [] },
    orders: { ordersProcessed: 20, ordersCreated: 5, ordersUpdated: 6, touchedDays: [], missing: [] },
    visits: { listingsRead: 9, listingsFailed: 1, daysWritten: 40, touchedDays: [], missing: [] },
    apiCalls: 50,
    ...given,
  };
}
const failed = (connectionId: string, code: AppErrorCode) =>
  read(connectionId, { orders: null, visits: null, failure: new AppError(code, `because of ${code}`) });
const gap = { connectionId: 'a', source: 'visits' as const, listingId: 'MLB1', reason: '403 access_denied' };

describe('the outcome of a sync over several connections', () => {
  it('says how many changes were announced of each connection in which some were', () => {
    const outcomes = [
      read('a', { announced: { changes: 4, announced: 3 } }),
      read('b', { announced: { changes: 0, announced: 0 } }),
      read('c'),
    ];
    const { metadata } = toSyncOutcome(outcomes, rebuild);
    expect(metadata).toMatchObject({ notices: [{ connectionId: 'a', changes: 4, announced: 3 }] });
    expect(toSyncOutcome(outcomes.slice(1), rebuild).metadata).not.toHaveProperty('notices');
  });

  it('adds up what each of them brought, whatever one of them lacks', () => {
    const { metadata, recordsProcessed } = toSyncOutcome([read('a'), failed('b', 'meli_unavailable')], rebuild);
    expect(metadata).toMatchObject({
      result: {
        sync: { itemsProcessed: 20, itemsCreated: 4, itemsUpdated: 6 },
        orders: { ordersProcessed: 20, ordersCreated: 5, ordersUpdated: 6 },
        visits: { listingsRead: 9, listingsFailed: 1, daysWritten: 40 },
        apiCalls: 100,
        rowsUpserted: 17,
        dateRange: rebuild.dateRange,
      },
    });
    expect(recordsProcessed).toBe(20 + 20 + 40);
  });

  it.each<[string, ConnectionOutcome[], string, AppErrorCode | null, number]>([
    ['all were read', [read('a'), read('b')], 'SUCCESS', null, 200],
    ['something owed was not read', [read('a', { missing: [gap] }), read('b')], 'PARTIAL', null, 200],
    ['one of two failed', [read('a'), failed('b', 'meli_unavailable')], 'PARTIAL', null, 200],
    ['one of two must authorise', [failed('a', 'reauthorisation_required'), read('b')], 'PARTIAL', null, 200],
    ['the only one failed', [failed('a', 'meli_throttled')], 'FAILED', 'meli_throttled', 502],
    [
      'the only one must authorise',
      [failed('a', 'reauthorisation_required')],
      'FAILED',
      'reauthorisation_required',
      409,
    ],
    [
      'all must authorise',
      [failed('a', 'reauthorisation_required'), failed('b', 'reauthorisation_required')],
      'FAILED',
      'reauthorisation_required',
      409,
    ],
    [
      'one must authorise and Mercado Livre failed the other',
      [failed('a', 'reauthorisation_required'), failed('b', 'meli_unavailable')],
      'FAILED',
      'meli_unavailable',
      502,
    ],
    [
      'one must authorise and the other met our fault',
      [failed('a', 'reauthorisation_required'), failed('b', 'internal')],
      'FAILED',
      'internal',
      500,
    ],
  ])('when %s', (_, connections, status, errorCode, httpStatus) => {
    const outcome = toSyncOutcome(connections, rebuild);
    expect(outcome).toMatchObject({ status, errorCode });
    expect(outcome.errorMessage).toBe(errorCode && `because of ${errorCode}`);
    expect(errorCode ? errorTable[errorCode].httpStatus : 200).toBe(httpStatus);
  });

  it('names every part that is missing, and each connection that failed with its cause', () => {
    const { metadata } = toSyncOutcome(
      [read('a', { missing: [gap] }), failed('b', 'reauthorisation_required'), read('c')],
      rebuild,
    );
    expect(metadata).toMatchObject({
      missing: [gap, { connectionId: 'b', reason: 'reauthorisation_required' }],
      failures: [
        {
          connectionId: 'b',
          errorCode: 'reauthorisation_required',
          errorMessage: 'because of reauthorisation_required',
        },
      ],
    });
  });

  it('names listings that are no longer owed and is a success all the same', () => {
    const listings = {
      itemsProcessed: 1,
      itemsCreated: 0,
      itemsUpdated: 0,
      missing: [],
      inaccessible: ['MLB7', 'MLB8'],
    };
    const inaccessibleParts = [{ listingId: 'MLB9', source: 'visits' as const }];
    const outcome = toSyncOutcome([read('a', { listings, inaccessibleParts }), read('b')], rebuild);
    expect(outcome).toMatchObject({
      status: 'SUCCESS',
      metadata: {
        inaccessible: [
          { connectionId: 'a', listingId: 'MLB7' },
          { connectionId: 'a', listingId: 'MLB8' },
          { connectionId: 'a', listingId: 'MLB9', source: 'visits' },
        ],
      },
    });
  });

  it('names statuses that nobody has described, and is a success all the same', () => {
    const statuses = collectUnknownStatuses('a');
    for (const status of ['adrift', 'adrift', 'moored']) statuses.note('order.status', status);
    expect(toSyncOutcome([read('a', { unknownStatuses: statuses.list() }), read('b')], rebuild)).toMatchObject({
      status: 'SUCCESS',
      metadata: {
        unknownStatuses: [
          { connectionId: 'a', field: 'order.status', status: 'adrift', count: 2 },
          { connectionId: 'a', field: 'order.status', status: 'moored', count: 1 },
        ],
      },
    });
    for (let word = 0; word < 200; word++) statuses.note('item.status', `word ${word}`);
    expect(statuses.list()).toHaveLength(50);
  });

  it('says nothing of what is missing when nothing is', () => {
    expect(Object.keys(toSyncOutcome([read('a')], rebuild).metadata)).toEqual(['result']);
  });
});
