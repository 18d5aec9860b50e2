import { Table } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { ListingRank } from '../../api/trpc.ts';
import { Unknown } from '../../components/unknown.tsx';
import { useFormatter } from '../../format/use-formatter.ts';
import { clipKey } from './clip-key.ts';
import { ListingTitle } from './listing-title.tsx';
import classes from './listings.module.css';
import type { ListingPaths } from './use-listing-paths.ts';

/** One listing, whose title leads to its page; what is not known of it is a dash, or "não sei". */
export function ListingRow({ row, paths }: { row: ListingRank; paths: ListingPaths }) {
  const { t } = useTranslation();
  const format = useFormatter();
  const { visits } = row;
  const told = (value: number | null, write: (value: number) => string) =>
    value === null ? <Unknown t={t} /> : write(value);
  return (
    <Table.Tr>
      <Table.Th scope="row" className={classes.name}>
        <ListingTitle row={row} t={t} path={paths.listing(row.listingId)} />
      </Table.Th>
      <Table.Td className={classes.number}>
        {told(visits.value, format.count)}
        {visits.value !== null && visits.known < visits.expected && (
          <span className={classes.under}>
            {t('listings.partial', { known: format.count(visits.known), expected: format.count(visits.expected) })}
          </span>
        )}
      </Table.Td>
      <Table.Td className={classes.number}>{format.count(row.orders)}</Table.Td>
      <Table.Td className={classes.number}>{format.count(row.units)}</Table.Td>
      <Table.Td className={classes.number}>{format.money(row.gmv_cents)}</Table.Td>
      <Table.Td className={classes.number}>{told(row.conversion, format.percent)}</Table.Td>
      <Table.Td className={classes.number}>{told(row.price_cents, format.money)}</Table.Td>
      <Table.Td className={classes.number}>{told(row.stock, format.count)}</Table.Td>
      <Table.Td className={classes.clip}>{t(clipKey(row.hasClips))}</Table.Td>
    </Table.Tr>
  );
}
