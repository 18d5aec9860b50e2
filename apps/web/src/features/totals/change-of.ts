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
  const change = changeIn(comparison, name);
  if (change === null) return null;
  const shown = format.signed(change, format.percentShort);
  return name === 'cancellations' ? t('totals.changeOrders', { change: shown }) : shown;
}

/** What the changes compare with, in a sentence; also that there is nothing to compare with. */
export function comparedWith(comparison: Comparison, { t, format }: { t: TFunction; format: Formatter }): string {
  const isAny = tileNames.some((name) => changeIn(comparison, name) !== null);
  if (!isAny) return t('totals.notCompared');
  const range = format.dayRange(comparison.previousWindow);
  return t(comparison.hasRunningDay ? 'totals.comparedRunning' : 'totals.compared', { range });
}

function changeIn(comparison: Comparison | null, name: TileModel['name']): number | null {
  const key = compared[name];
  return key === null || comparison === null ? null : comparison[key].change;
}
