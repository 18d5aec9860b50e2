import { Table } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { ListingRank, ListingSort } from '../../api/trpc.ts';
import { ListingRow } from './listing-row.tsx';
import type { ListingView } from './listing-view.ts';
import classes from './listings.module.css';
import { SortHeader } from './sort-header.tsx';

interface ListingsTableProps {
  rows: ListingRank[];
  view: ListingView;
  onSort: (sort: ListingSort) => void;
}

const sortable = [
  ['title', 'title'],
  ['visits', 'visits'],
  ['orders', 'orders'],
  ['units', 'units'],
  ['gmv', 'revenue'],
  ['conversion', 'conversion'],
] as const satisfies (readonly [ListingSort, string])[];

/** Scrolls sideways on a phone, with the name of the listing always in sight. */
export function ListingsTable({ rows, view, onSort }: ListingsTableProps) {
  const { t } = useTranslation();
  return (
    <div className={classes.scroll} role="region" aria-label={t('listings.scroll')} tabIndex={0}>
      <Table className={classes.table}>
        <Table.Thead>
          <Table.Tr>
            {sortable.map(([sort, label]) => (
              <SortHeader
                key={sort}
                label={t(`listings.${label}`)}
                isNumber={sort !== 'title'}
                direction={view.sort === sort ? view.direction : null}
                onSort={() => onSort(sort)}
              />
            ))}
            <Table.Th scope="col" className={classes.number}>
              {t('listings.price')}
            </Table.Th>
            <Table.Th scope="col" className={classes.number}>
              {t('listings.stock')}
            </Table.Th>
            <Table.Th scope="col">{t('listings.clip')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map((row) => (
            <ListingRow key={row.listingId} row={row} />
          ))}
        </Table.Tbody>
      </Table>
    </div>
  );
}
