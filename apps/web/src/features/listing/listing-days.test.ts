import { describe, expect, it } from 'vitest';
import type { DayWindow, ListingHistory } from '../../api/trpc.ts';
import { changesOf } from './changes-of.ts';
import { toListingDays } from './listing-days.ts';

const timeZone = 'America/Sao_Paulo';
const window = { from: '2026-11-19', to: '2026-11-22' } as DayWindow;
const day = (date: string, told: object) =>
  ({
    date,
    visits: null,
    orders: 0,
    units: 0,
    gmv_cents: 0,
    conversion: null,
    price_cents: null,
    stock: null,
    hasClips: null,
    provisional: false,
    ...told,
  }) as ListingHistory['days'][number];

describe('the days of one listing', () => {
  it('are all those of the window; one without a row is not known, and never zero', () => {
    const days = toListingDays(
      [day('2026-11-20', { units: 2 }), day('2026-11-22', { provisional: true })],
      window,
      '2026-11-22',
    );
    expect(days.map(({ date, state, values }) => [date, state, values['units']])).toEqual([
      ['2026-11-19', 'unknown', null],
      ['2026-11-20', 'final', 2],
      ['2026-11-21', 'unknown', null],
      ['2026-11-22', 'today', 0],
    ]);
  });
});

describe('the changes of one listing', () => {
  const days = [
    day('2026-11-19', { price_cents: 9_000, stock: 3, hasClips: null }),
    day('2026-11-20', { price_cents: null, stock: 0, hasClips: false }),
    day('2026-11-21', { price_cents: 8_000, stock: null, hasClips: true }),
    day('2026-11-22', { price_cents: 8_000, stock: 5, hasClips: true }),
  ];

  it('are those between what was seen, whatever was not seen in between, newest first', () => {
    expect(changesOf({ days, statuses: [] }, { window, timeZone })).toEqual([
      { kind: 'restocked', date: '2026-11-22', after: 5 },
      { kind: 'price', date: '2026-11-21', before: 9_000, after: 8_000 },
      { kind: 'clip', date: '2026-11-21', after: true },
      { kind: 'soldOut', date: '2026-11-20', after: 0 },
    ]);
  });

  it('of its state leave out the first one, those from before the window, and new reasons for the same state', () => {
    const statuses = [
      { seenAt: '2026-11-01T12:00:00.000Z', status: 'active', subStatus: [] },
      { seenAt: '2026-11-02T12:00:00.000Z', status: 'paused', subStatus: [] },
      { seenAt: '2026-11-20T12:00:00.000Z', status: 'paused', subStatus: ['out_of_stock'] },
      { seenAt: '2026-11-21T12:00:00.000Z', status: 'active', subStatus: [] },
    ];
    expect(changesOf({ days: [], statuses }, { window, timeZone })).toEqual([
      { kind: 'status', date: '2026-11-21', seenAt: '2026-11-21T12:00:00.000Z', before: 'paused', after: 'active' },
    ]);
  });

  it('are of the days of the company: what was seen before its midnight is of the day before', () => {
    const statuses = [
      { seenAt: '2026-11-18T12:00:00.000Z', status: 'active', subStatus: [] },
      { seenAt: '2026-11-19T02:30:00.000Z', status: 'paused', subStatus: [] },
      { seenAt: '2026-11-22T01:00:00.000Z', status: 'active', subStatus: [] },
    ];
    const changes = changesOf({ days, statuses }, { window, timeZone });
    expect(changes.flatMap((one) => (one.kind === 'status' ? [[one.date, one.after]] : []))).toEqual([
      ['2026-11-21', 'active'],
    ]);
    expect(changes[0]).toMatchObject({ kind: 'restocked', date: '2026-11-22' });
  });
});
