import type { TFunction } from 'i18next';
import type { Covered, Totals } from '../../api/trpc.ts';
import { DASH, type Formatter } from '../../format/create-formatter.ts';

export const tileNames = [
  'revenue',
  'orders',
  'units',
  'visits',
  'conversion',
  'averageTicket',
  'netRevenue',
  'cancellations',
] as const;

export interface TileModel {
  name: (typeof tileNames)[number];
  /** Already formatted; a dash when it is not known. */
  value: string;
  isKnown: boolean;
  /** What the number means, or why there is none. */
  note: string;
  /** How much of the window stands behind the value, when that is not all of it. */
  coverage: string | null;
}

interface Words {
  t: TFunction;
  format: Formatter;
  /** Length of the window in days, to tell days from days of several accounts. */
  days: number;
}

type Coverage = Pick<Covered, 'known' | 'expected'>;

/** The tiles of a window. A number that is not known is a dash with its reason, never a zero. */
export function tilesOf(totals: Totals, { t, format, days }: Words): TileModel[] {
  // Sums over no day at all are zero, but they are not known to be zero.
  const hasDays = totals.days.known > 0;
  const tile = (
    name: TileModel['name'],
    shown: { value: string | null; note: string; why: string; over: Coverage },
  ) => {
    const isKnown = hasDays && shown.value !== null;
    return {
      name,
      value: isKnown && shown.value !== null ? shown.value : DASH,
      isKnown,
      note: isKnown ? shown.note : hasDays ? shown.why : t('totals.noDays'),
      coverage: isKnown ? coverageWords(shown.over, { t, format, days }) : null,
    };
  };
  const shown = (value: number | null, write: (value: number) => string) => (value === null ? null : write(value));
  const notes = notesOf(totals, { t, format });
  const { visits, netRevenue_cents: net } = totals;
  const over = totals.days;
  const noDays = t('totals.noDays');
  const noVisits = visits.value === null ? t('totals.noVisits') : t('totals.noVisitsToDivide');
  const noOrders = t('totals.noOrdersToDivide');
  return [
    tile('revenue', { value: format.money(totals.gmv_cents), note: notes.revenue, why: noDays, over }),
    tile('orders', { value: format.count(totals.orders), note: notes.orders, why: noDays, over }),
    tile('units', { value: format.count(totals.units), note: notes.units, why: noDays, over }),
    tile('visits', {
      value: shown(visits.value, format.count),
      note: t('totals.visitsNote'),
      why: t('totals.noVisits'),
      over: visits,
    }),
    tile('conversion', {
      value: shown(totals.conversion, format.percent),
      note: t('totals.conversionNote'),
      why: noVisits,
      over: visits,
    }),
    tile('averageTicket', {
      value: shown(totals.averageTicket_cents, format.money),
      note: t('totals.averageTicketNote'),
      why: noOrders,
      over,
    }),
    tile('netRevenue', {
      value: shown(net.value, format.money),
      note: t('totals.netRevenueNote'),
      why: t('totals.noNet'),
      over: net,
    }),
    tile('cancellations', {
      value: format.money(totals.cancelledAmount_cents),
      note: notes.cancellations,
      why: noDays,
      over,
    }),
  ];
}

function notesOf(totals: Totals, { t, format }: Pick<Words, 't' | 'format'>) {
  const { orders, purchases, units, cancelledOrders, cancelledUnits, cancelledAmount_cents, cancellationRate } = totals;
  const perOrder = orders === 0 ? DASH : format.mean(units / orders);
  const cancelled = t('totals.cancelledAmount', { n: format.money(cancelledAmount_cents) });
  const rate = format.percent(cancellationRate);
  return {
    revenue: cancelledAmount_cents > 0 ? t('totals.revenueNote', { cancelled }) : t('totals.revenueNoteNone'),
    orders: t('totals.ordersNote', { count: purchases, n: format.count(purchases) }),
    units:
      cancelledUnits > 0
        ? t('totals.unitsNoteCancelled', { n: perOrder, cancelled: format.count(cancelledUnits) })
        : t('totals.unitsNote', { n: perOrder }),
    cancellations:
      cancelledOrders > 0
        ? t('totals.cancellationsNote', { count: cancelledOrders, n: format.count(cancelledOrders), rate })
        : t('totals.cancellationsNone'),
  };
}

/** "parcial: 5 de 7 dias"; null when nothing is missing. */
export function coverageWords({ known, expected }: Coverage, { t, format, days }: Words): string | null {
  if (known >= expected) return null;
  const key = expected > days ? 'totals.partialAccountDays' : 'totals.partialDays';
  return t(key, { known: format.count(known), expected: format.count(expected) });
}
