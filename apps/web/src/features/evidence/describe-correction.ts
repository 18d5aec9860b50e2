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

/** What changed with a correction, a sentence for each number: "receita: R$ 100,00 → R$ 90,00". A day that came or went says so alone. */
export function describeCorrection(
  { old, new: now }: Pick<Correction, 'old' | 'new'>,
  { t, format }: { t: TFunction; format: Formatter },
): string[] {
  if (old === null) return [t('correction.added')];
  if (now === null) return [t('correction.removed')];
  return (Object.keys(told) as Column[])
    .filter((column) => column in old || column in now)
    .map((column) =>
      t('correction.change', {
        what: t(`correction.${column}`),
        before: write(old, column, format),
        after: write(now, column, format),
      }),
    );
}

/** Money stands in reais, and what is null is not known. */
function write(cells: Cells, column: Column, format: Formatter): string {
  const cell = cells[column];
  const value = cell === null || cell === undefined ? null : Number(cell);
  return told[column] === 'count' ? format.count(value) : format.money(value === null ? null : Math.round(value * 100));
}
