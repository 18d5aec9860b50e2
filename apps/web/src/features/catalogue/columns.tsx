import type { ReactNode } from 'react';
import type { CatalogueFile, CatalogueRow } from '../../api/trpc.ts';
import { Unknown } from '../../components/unknown.tsx';
import { clipKey } from '../listings/clip-key.ts';
import { writeCover } from '../listings/write-cover.ts';
import type { CatalogueSort } from './catalogue-view.ts';
import type { CellWords } from './cell-words.ts';
import { Traced, Visits } from './cells.tsx';
import { RevenueTrend } from './revenue-trend.tsx';

type FileRow = CatalogueFile['rows'][number];
type ListingKey = 'visits' | 'orders' | 'units' | 'revenue' | 'conversion' | 'price' | 'stock' | 'clip';

export interface ColumnModel {
  name: ColumnName;
  label: `listings.${ListingKey}` | 'catalogue.trend' | 'catalogue.class' | 'catalogue.cover';
  /** What the list is ordered by when its name is pressed. */
  sort?: CatalogueSort;
  isNumber: boolean;
  width_rem: number;
  show: (row: CatalogueRow, words: CellWords) => ReactNode;
  /** What stands in a file for it, a column each; none for what is only drawn. */
  file: readonly FileColumn[];
}

export interface FileColumn {
  /** Left out = that of the column on the screen. */
  label?: 'catalogue.coverInDays' | 'catalogue.visitDays';
  /** A number as itself, null when it is not known. */
  value: (row: FileRow, words: CellWords) => string | number | null;
  decimals: 0 | 2 | 4;
}

export const columnNames = [
  'revenue',
  'trend',
  'orders',
  'units',
  'visits',
  'conversion',
  'price',
  'stock',
  'cover',
  'class',
  'clip',
] as const;
export type ColumnName = (typeof columnNames)[number];

const reais = (cents: number | null) => (cents === null ? null : cents / 100);

/** Everything that can be told of a listing beside its name, in the order in which it is shown. */
export const columns: readonly ColumnModel[] = [
  numberColumn('revenue', { sort: 'gmv', width_rem: 8, write: 'money', value: (row) => row.gmv_cents }),
  {
    name: 'trend',
    label: 'catalogue.trend',
    isNumber: false,
    width_rem: 7.5,
    show: (row, words) => <RevenueTrend values={row.trend_cents} words={words} />,
    file: [],
  },
  numberColumn('orders', { sort: 'orders', width_rem: 6.5, write: 'count', value: (row) => row.orders }),
  numberColumn('units', { sort: 'units', width_rem: 6.5, write: 'count', value: (row) => row.units }),
  {
    ...numberColumn('visits', { sort: 'visits', width_rem: 9, write: 'count', value: (row) => row.visits.value }),
    show: (row, words) => <Visits row={row} words={words} />,
    file: [
      { value: (row) => row.visits.value, decimals: 0 },
      { label: 'catalogue.visitDays', value: (row, words) => writeVisitDays(row.visits, words), decimals: 0 },
    ],
  },
  numberColumn('conversion', { sort: 'conversion', width_rem: 7, write: 'percent', value: (row) => row.conversion }),
  numberColumn('price', { sort: 'price', width_rem: 6.5, write: 'money', value: (row) => row.price_cents }),
  numberColumn('stock', { sort: 'stock', width_rem: 6, write: 'count', value: (row) => row.stock }),
  {
    name: 'cover',
    label: 'catalogue.cover',
    sort: 'cover',
    isNumber: true,
    width_rem: 7.5,
    show: (row, words) => (row.cover_days === null ? <Unknown t={words.t} /> : writeCover(row.cover_days, words)),
    file: [
      {
        label: 'catalogue.coverInDays',
        value: (row) => (row.cover_days === null ? null : Math.floor(row.cover_days)),
        decimals: 0,
      },
    ],
  },
  {
    name: 'class',
    label: 'catalogue.class',
    isNumber: false,
    width_rem: 5.5,
    show: (row, words) => row.abcClass ?? <Unknown t={words.t} />,
    file: [{ value: (row) => row.abcClass, decimals: 0 }],
  },
  {
    name: 'clip',
    label: 'listings.clip',
    isNumber: false,
    width_rem: 6.5,
    show: (row, { t }) => t(clipKey(row.hasClips)),
    file: [{ value: (row, { t }) => t(clipKey(row.hasClips)), decimals: 0 }],
  },
];

interface NumberColumn {
  sort: CatalogueSort;
  width_rem: number;
  write: 'money' | 'count' | 'percent';
  value: (row: FileRow) => number | null;
}

function numberColumn(name: ColumnName & ListingKey, { sort, width_rem, write, value }: NumberColumn): ColumnModel {
  return {
    name,
    label: `listings.${name}`,
    sort,
    isNumber: true,
    width_rem,
    show: (row, words) => {
      const known = value(row);
      if (known === null) return <Unknown t={words.t} />;
      const written = words.format[write](known);
      return name === 'price' || name === 'stock' || name === 'clip' ? (
        written
      ) : (
        <Traced number={name} row={row} words={words}>
          {written}
        </Traced>
      );
    },
    file: [
      {
        value: (row) => (write === 'money' ? reais(value(row)) : value(row)),
        decimals: ({ money: 2, count: 0, percent: 4 } as const)[write],
      },
    ],
  };
}

/** "3 de 30": a file has no second line in a cell that says that the visits beside it are not those of all days. */
function writeVisitDays({ known, expected }: FileRow['visits'], { t, format }: CellWords): string {
  return t('refresh.doneOfTotal', { done: format.count(known), total: format.count(expected) });
}
