import { Table } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { EvidenceOrder } from '../../api/trpc.ts';
import { Unknown } from '../../components/unknown.tsx';
import { useFormatter } from '../../format/use-formatter.ts';
import { contributionOf, costsOf, type SummedNumber, unitsOf } from './contribution.ts';
import classes from './evidence.module.css';
import { writeNumber } from './number-of.ts';
import { OrderCells } from './order-cells.tsx';

interface CountedTableProps {
  orders: EvidenceOrder[];
  number: SummedNumber;
  timeZone: string;
  /** All are of one listing, which need not be named in each row. */
  isOfListing: boolean;
}

/** Orders that are counted, each with what it adds to the number. */
export function CountedTable({ orders, number, timeZone, isOfListing }: CountedTableProps) {
  const { t } = useTranslation();
  const format = useFormatter();
  const isNet = number === 'netRevenue';
  const told = (value: number | null, write: (value: number) => string) =>
    value === null ? <Unknown t={t} /> : write(value);
  // What an order adds to the others stands in a column of theirs already, or is itself.
  const hasPart = isNet || number === 'cancellations';
  const head = (label: string) => (
    <Table.Th scope="col" className={classes.number}>
      {label}
    </Table.Th>
  );
  return (
    <div className={classes.scroll} role="region" aria-label={t('passport.countedTable')} tabIndex={0}>
      <Table className={classes.table} data-narrow={isOfListing && !hasPart}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col">{t('passport.sale')}</Table.Th>
            {!isOfListing && <Table.Th scope="col">{t('passport.listing')}</Table.Th>}
            <Table.Th scope="col">{t('passport.status')}</Table.Th>
            {head(t('passport.units'))}
            {head(t('passport.value'))}
            {isNet && head(t('passport.costs'))}
            {hasPart && head(t('passport.adds', { number: t(`totals.${number}`) }))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {orders.map((order) => (
            <Table.Tr key={order.orderId}>
              <OrderCells order={order} timeZone={timeZone} isOfListing={isOfListing} />
              <Table.Td>
                <OrderStatus order={order} />
              </Table.Td>
              <Table.Td className={classes.number}>{format.count(unitsOf(order.lines))}</Table.Td>
              <Table.Td className={classes.number}>{format.money(contributionOf(order, 'revenue'))}</Table.Td>
              {isNet && <Table.Td className={classes.number}>{told(costsOf(order.lines), format.money)}</Table.Td>}
              {hasPart && (
                <Table.Td className={classes.number}>
                  {told(contributionOf(order, number), (value) => writeNumber(value, number, format))}
                </Table.Td>
              )}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </div>
  );
}

const named = ['paid', 'cancelled', 'invalid', 'partially_refunded', 'pending_cancel', 'confirmed'] as const;

/** In the seller's words; a state that we have no word for is shown as Mercado Livre states it. */
function OrderStatus({ order: { status } }: { order: EvidenceOrder }) {
  const { t } = useTranslation();
  const known = named.find((one) => one === status);
  return known ? t(`passport.status_${known}`) : status;
}
