import { Table, VisuallyHidden } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { ListingRank } from '../../api/trpc.ts';
import { useFormatter } from '../../format/use-formatter.ts';
import classes from './listings.module.css';

const namedStates = ['paused', 'closed', 'under_review', 'inactive'] as const;

/** One listing; what is not known of it is a dash, or "não sei". */
export function ListingRow({ row }: { row: ListingRank }) {
  const { t } = useTranslation();
  const format = useFormatter();
  const { visits } = row;
  const state = namedStates.find((one) => one === row.status);
  const clip = row.hasClips === null ? 'dontKnow' : row.hasClips ? 'yes' : 'no';
  return (
    <Table.Tr>
      <Table.Th scope="row" className={classes.name}>
        <ListingTitle row={row} />
        <span className={classes.under}>
          {row.listingId}
          {state && ` · ${t(`listings.${state}`)}`}
        </span>
      </Table.Th>
      <Table.Td className={classes.number}>
        {format.count(visits.value)}
        {visits.value !== null && visits.known < visits.expected && (
          <span className={classes.under}>
            {t('listings.partial', { known: format.count(visits.known), expected: format.count(visits.expected) })}
          </span>
        )}
      </Table.Td>
      <Table.Td className={classes.number}>{format.count(row.orders)}</Table.Td>
      <Table.Td className={classes.number}>{format.count(row.units)}</Table.Td>
      <Table.Td className={classes.number}>{format.money(row.gmv_cents)}</Table.Td>
      <Table.Td className={classes.number}>{format.percent(row.conversion)}</Table.Td>
      <Table.Td className={classes.number}>{format.money(row.price_cents)}</Table.Td>
      <Table.Td className={classes.number}>{format.count(row.stock)}</Table.Td>
      <Table.Td className={classes.clip}>{t(`listings.${clip}`)}</Table.Td>
    </Table.Tr>
  );
}

function ListingTitle({ row }: { row: ListingRank }) {
  const { t } = useTranslation();
  const title = row.title ?? t('listings.untitled');
  if (!row.permalink || !/^https?:\/\//.test(row.permalink)) {
    return (
      <span className={classes.title} title={title}>
        {title}
      </span>
    );
  }
  return (
    <a className={classes.title} href={row.permalink} target="_blank" rel="noopener noreferrer" title={title}>
      {title}
      <VisuallyHidden> ({t('listings.opens')})</VisuallyHidden>
    </a>
  );
}
