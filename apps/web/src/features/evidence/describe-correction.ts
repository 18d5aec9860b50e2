import type { TFunction } from 'i18next';
import type { Correction } from '../../api/trpc.ts';
import type { Formatter } from '../../format/create-formatter.ts';

/** The columns of the tables that a seller has a word for, in the order in which they are told, and how each is written. */
const told = {
  gmv: 'money',
  orders: 'count',
  purchases: 'count',
  units: 'count',
  visits: 'count',
  cancelled_orders: 'count',
  cancelled_units: 'count',
  cancelled_amount: 'money',
  refunded_amount: 'money',
  sale_fee: 'money',
  seller_shipping: 'money',
  net_revenue: 'money',
  price: 'money',
  stock: 'count',
} as const;
type Column = keyof typeof told;

type Cells = NonNullable<Correction['old']>;

type Change = Pick<Correction, 'old' | 'new'>;

/**
 * What changed with a correction, a sentence for each number: "receita: R$ 100,00 → R$ 90,00". A number that had not been known was not
 * wrong, and is told so. A day that came or went says that alone.
 */
export function describeCorrection(
  { old, new: now }: Change,
  { t, format }: { t: TFunction; format: Formatter },
): string[] {
  if (old === null) return [t('correction.added')];
  if (now === null) return [t('correction.removed')];
  return changedColumns(old, now).map((column) =>
    t(isUnknown(old[column]) ? 'correction.learnt' : 'correction.change', {
      what: t(`correction.${column}`),
      before: write(old, column, format),
      after: write(now, column, format),
    }),
  );
}

/** True where nothing that had been said turned out otherwise: all that changed had not been known. */
export function isCompletion({ old, new: now }: Change): boolean {
  if (old === null || now === null) return false;
  const changed = changedColumns(old, now);
  return changed.length > 0 && changed.every((column) => isUnknown(old[column]));
}

function changedColumns(old: Cells, now: Cells): Column[] {
  return (Object.keys(told) as Column[]).filter((column) => column in old || column in now);
}

const isUnknown = (cell: Cells[string] | undefined) => cell === null || cell === undefined;

/** Money stands in reais, and what is null is not known. */
function write(cells: Cells, column: Column, format: Formatter): string {
  const cell = cells[column];
  const value = isUnknown(cell) ? null : Number(cell);
  return told[column] === 'count' ? format.count(value) : format.money(value === null ? null : Math.round(value * 100));
}
