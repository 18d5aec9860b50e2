import type { TFunction } from 'i18next';
import type { Comparison } from '../../api/trpc.ts';
import type { Formatter } from '../../format/create-formatter.ts';
import { type TileModel, tileNames } from './tiles-of.ts';

type ComparedName = Exclude<keyof Comparison, 'previousWindow' | 'hasRunningDay'>;

/** What of the comparison belongs to a tile; null = it is not compared. Of cancellations the orders are counted, not their value. */
const compared: Record<TileModel['name'], ComparedName | null> = {
  revenue: 'gmv_cents',
  orders: 'orders',
  units: 'units',
  visits: 'visits',
  conversion: 'conversion',
  averageTicket: 'averageTicket_cents',
  netRevenue: 'netRevenue_cents',
  cancellations: 'cancelledOrders',
};

/** How a tile's number changed against the window before; null where one of the two is not wholly known, or there was nothing before. */
export function changeOf(
  name: TileModel['name'],
  comparison: Comparison | null,
  { t, format }: { t: TFunction; format: Formatter },
): string | null {
  const change = sidesOf(comparison, name)?.change ?? null;
  if (change === null) return null;
  const shown = format.change(change);
  return name === 'cancellations' ? t('totals.changeOrders', { change: shown }) : shown;
}

/** What the changes compare with, in a sentence; also that there is nothing to compare with. */
export function comparedWith(comparison: Comparison, { t, format }: { t: TFunction; format: Formatter }): string {
  const sides = tileNames.flatMap((name) => sidesOf(comparison, name) ?? []);
  const range = format.dayRange(comparison.previousWindow);
  if (sides.some(({ change }) => change !== null)) {
    return t(comparison.hasRunningDay ? 'totals.comparedRunning' : 'totals.compared', { range });
  }
  // Both known and yet no change: there was nothing to divide by.
  if (sides.some(({ current, previous }) => current !== null && previous !== null)) {
    return t('totals.nothingBefore', { range });
  }
  return t(sides.some(({ previous }) => previous !== null) ? 'totals.notYetCompared' : 'totals.notCompared');
}

function sidesOf(comparison: Comparison | null, name: TileModel['name']): Comparison[ComparedName] | null {
  const key = compared[name];
  return key === null || comparison === null ? null : comparison[key];
}
