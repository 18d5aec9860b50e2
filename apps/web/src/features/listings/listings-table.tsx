import { Table } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { DayWindow, ListingRank, ListingSort } from '../../api/trpc.ts';
import { followPageLink } from '../../components/follow-page-link.ts';
import { ListingRow } from './listing-row.tsx';
import type { ListingView } from './listing-view.ts';
import classes from './listings.module.css';
import { SortHeader } from './sort-header.tsx';
import { useListingPaths } from './use-listing-paths.ts';

interface ListingsTableProps {
  rows: ListingRank[];
  window: DayWindow;
  connectionId: string | null;
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
export function ListingsTable({ rows, window, connectionId, view, onSort }: ListingsTableProps) {
  const { t } = useTranslation();
  const paths = useListingPaths(window, connectionId);
  return (
    <div
      className={classes.scroll}
      role="region"
      aria-label={t('listings.scroll')}
      tabIndex={0}
      onClick={followPageLink}
    >
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
            <ListingRow key={row.listingId} row={row} paths={paths} />
          ))}
        </Table.Tbody>
      </Table>
    </div>
  );
}
