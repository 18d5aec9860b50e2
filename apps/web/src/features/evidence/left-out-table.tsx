import { Table } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { EvidenceOrder } from '../../api/trpc.ts';
import { useFormatter } from '../../format/use-formatter.ts';
import { unitsOf } from './contribution.ts';
import classes from './evidence.module.css';
import { OrderCells } from './order-cells.tsx';

interface LeftOutTableProps {
  orders: EvidenceOrder[];
  timeZone: string;
  isOfListing: boolean;
}

/** Orders of the same days that stand in no number, each with the reason. */
export function LeftOutTable({ orders, timeZone, isOfListing }: LeftOutTableProps) {
  const { t } = useTranslation();
  const format = useFormatter();
  return (
    <div className={classes.scroll} role="region" aria-label={t('passport.leftOutTable')} tabIndex={0}>
      <Table className={classes.table}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col">{t('passport.sale')}</Table.Th>
            {!isOfListing && <Table.Th scope="col">{t('passport.listing')}</Table.Th>}
            <Table.Th scope="col">{t('passport.reason')}</Table.Th>
            <Table.Th scope="col" className={classes.number}>
              {t('passport.units')}
            </Table.Th>
            <Table.Th scope="col" className={classes.number}>
              {t('passport.value')}
            </Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {orders.map((order) => {
            const { orderId, leftOutReason, lines } = order;
            const value_cents = lines.reduce((sum, line) => sum + line.gmv_cents, 0);
            return (
              <Table.Tr key={orderId}>
                <OrderCells order={order} timeZone={timeZone} isOfListing={isOfListing} />
                <Table.Td className={classes.reason}>{leftOutReason && t(`passport.reason_${leftOutReason}`)}</Table.Td>
                <Table.Td className={classes.number}>{format.count(unitsOf(lines))}</Table.Td>
                <Table.Td className={classes.number}>{format.money(value_cents)}</Table.Td>
              </Table.Tr>
            );
          })}
        </Table.Tbody>
      </Table>
    </div>
  );
}
