import { Table } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { EvidenceOrder } from '../../api/trpc.ts';
import { useFormatter } from '../../format/use-formatter.ts';
import classes from './evidence.module.css';

interface OrderCellsProps {
  order: EvidenceOrder;
  timeZone: string;
  isOfListing: boolean;
}

/** When an order was paid and its number, and what was in it. */
export function OrderCells({ order: { orderId, packId, soldAt, lines }, timeZone, isOfListing }: OrderCellsProps) {
  const { t } = useTranslation();
  const format = useFormatter();
  const [first, ...others] = [...new Set(lines.map(({ listingId }) => listingId))];
  return (
    <>
      <Table.Th scope="row" className={classes.sale}>
        <time dateTime={soldAt}>{format.instant(soldAt, timeZone)}</time>
        <span className={classes.under}>
          {t('passport.order', { id: orderId })}
          {packId !== null && ` · ${t('passport.pack', { id: packId })}`}
        </span>
      </Table.Th>
      {!isOfListing && (
        <Table.Td>
          {first}
          {others.length > 0 && (
            <span className={classes.under}>
              {t('passport.others', { count: others.length, n: format.count(others.length) })}
            </span>
          )}
        </Table.Td>
      )}
    </>
  );
}
