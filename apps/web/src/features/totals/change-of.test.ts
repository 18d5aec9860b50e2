import { beforeAll, describe, expect, it } from 'vitest';
import type { Comparison, SeriesDay } from '../../api/trpc.ts';
import { createFormatter } from '../../format/create-formatter.ts';
import { startI18n } from '../../i18n/start-i18n.ts';
import { changeOf, comparedWith } from './change-of.ts';
import { tileNames } from './tiles-of.ts';
import { trendOf } from './trend-of.ts';

let words: Parameters<typeof comparedWith>[1];
beforeAll(async () => {
  words = { t: (await startI18n('pt-BR')).t, format: createFormatter('pt-BR') };
});

const compared = (change: number | null, current: number | null = 1, previous: number | null = 1) => ({
  current,
  previous,
  change,
});
const comparison = (given: Partial<Comparison> = {}): Comparison => ({
  previousWindow: { from: '2026-10-01', to: '2026-10-30' } as Comparison['previousWindow'],
  hasRunningDay: false,
  gmv_cents: compared(0.1234),
  orders: compared(-0.5),
  units: compared(null),
  cancelledOrders: compared(1),
  averageTicket_cents: compared(0),
  cancellationRate: compared(null),
  netRevenue_cents: compared(null),
  visits: compared(null),
  conversion: compared(null),
  ...given,
});

describe('the change of a tile', () => {
  it('has a sign in either direction, and none where nothing can be compared', () => {
    const told = Object.fromEntries(tileNames.map((name) => [name, changeOf(name, comparison(), words)]));
    expect(told).toMatchObject({
      revenue: '+12,3%',
      orders: '-50%',
      units: null,
      visits: null,
      conversion: null,
      averageTicket: '0%',
      netRevenue: null,
      cancellations: '+100% em pedidos',
    });
    expect(changeOf('revenue', null, words)).toBeNull();
  });

  it('is said with what it compares, how the running day counts, and also that there is nothing', () => {
    expect(comparedWith(comparison(), words)).toMatch(/^As variações comparam com 1.{1,5}30 de outubro de 2026\.$/);
    expect(comparedWith(comparison({ hasRunningDay: true }), words)).toContain('até o mesmo horário de hoje');
  });

  it.each([
    ['the days before are not wholly read', 5, null, /período anterior não foi lido por inteiro/],
    ['nothing was sold on the days before', 5, 0, /De 1.{1,5}30 de outubro de 2026 não houve vendas/],
    ['the days themselves are not wholly read', null, 5, /Este período ainda não foi lido por inteiro/],
  ])('is missing for the reason that holds: %s', (_, current, previous, reason) => {
    const without = Object.fromEntries(
      Object.entries(comparison()).map(([key, value]) => [
        key,
        typeof value === 'object' && 'change' in value ? compared(null, null, null) : value,
      ]),
    ) as unknown as Comparison;
    const told = comparedWith({ ...without, orders: compared(null, current, previous) }, words);
    expect(told).toMatch(reason);
    expect(told).toContain('por isso não há variações');
  });

  it('has no sign where it is rounded to nothing', () => {
    expect(changeOf('revenue', comparison({ gmv_cents: compared(-0.000_1) }), words)).toBe('0%');
    expect(changeOf('revenue', comparison({ gmv_cents: compared(0.000_1) }), words)).toBe('0%');
  });
});

const day = (given: Partial<SeriesDay>): SeriesDay =>
  ({
    date: '2026-11-20',
    known: true,
    orders: 2,
    units: 3,
    gmv_cents: 900,
    netRevenue_cents: -50,
    visits: null,
    conversion: null,
    provisional: false,
    isToday: false,
    ...given,
  }) as SeriesDay;

describe('the course of a tile', () => {
  const days = [day({}), day({ orders: 0, gmv_cents: 0, netRevenue_cents: 7 }), day({ isToday: true, gmv_cents: 5 })];

  it('has the closed days, gaps where nothing is known or nothing can be divided, and a loss at the bottom', () => {
    expect(trendOf('revenue', days)).toEqual([900, 0]);
    expect(trendOf('averageTicket', days)).toEqual([450, null]);
    expect(trendOf('netRevenue', days)).toEqual([0, 7]);
  });

  it('is not drawn of one day, of nothing known, and of what is not told by day', () => {
    expect(trendOf('revenue', days.slice(1))).toBeNull();
    expect(trendOf('visits', days)).toBeNull();
    expect(trendOf('cancellations', days)).toBeNull();
  });
});
