import type { CatalogueFile } from '../../api/trpc.ts';
import { listingStates } from '../listings/listing-states.ts';
import type { CellWords } from './cell-words.ts';
import type { ColumnModel } from './columns.tsx';

/** A cell of a file: text, or a number with its decimals; null = not known. */
export type SheetCell = string | null | { number: number; decimals: 0 | 2 | 4 };

export interface Sheet {
  head: string[];
  rows: SheetCell[][];
}

type FileRow = CatalogueFile['rows'][number];

/** The list as a file holds it: who each listing is, then the columns that are shown, in their order. */
export function toSheet(rows: readonly FileRow[], columns: readonly ColumnModel[], words: CellWords): Sheet {
  const { t } = words;
  const inFile = columns.flatMap(({ label, file }) => file.map((one) => ({ label: one.label ?? label, file: one })));
  return {
    head: [t('listings.title'), t('catalogue.code'), t('catalogue.situation'), ...inFile.map(({ label }) => t(label))],
    rows: rows.map((row) => [
      row.title ?? t('listings.untitled'),
      row.listingId,
      statusWords(row.status, t),
      ...inFile.map(({ file }) => {
        const value = file.value(row, words);
        return typeof value === 'number' ? { number: value, decimals: file.decimals } : value;
      }),
    ]),
  };
}

function statusWords(status: string | null, t: CellWords['t']): string | null {
  const known = listingStates.find((one) => one === status);
  return known ? t(`catalogue.${known}`) : status;
}
