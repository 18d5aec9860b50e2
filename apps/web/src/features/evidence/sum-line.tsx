import { useTranslation } from 'react-i18next';
import type { EvidenceOrder } from '../../api/trpc.ts';
import { Icon } from '../../components/icon.tsx';
import { useFormatter } from '../../format/use-formatter.ts';
import { type SummedNumber, sumOf } from './contribution.ts';
import classes from './evidence.module.css';
import { writeNumber } from './number-of.ts';

interface SumLineProps {
  orders: EvidenceOrder[];
  number: SummedNumber;
  /** The number as it is published; null = there is nothing to hold the sum against. */
  published: number | null;
  /** All of the orders are here. */
  isWhole: boolean;
}

/** What the orders on the screen add up to and, once all of them are there, whether that is the number. */
export function SumLine({ orders, number, published, isWhole }: SumLineProps) {
  const { t } = useTranslation();
  const format = useFormatter();
  const sum = sumOf(orders, number);
  const count = { count: orders.length, n: format.count(orders.length) };
  const written = writeNumber(sum, number, format);
  const isProved = isWhole && sum !== null && published !== null;
  return (
    <div className={classes.sum} role="status">
      <p>{t(isWhole ? 'passport.sumOfAll' : 'passport.sumSoFar', { ...count, sum: written })}</p>
      {isProved && sum === published && (
        <p className={classes.proved}>
          <Icon name="check" /> {t('passport.addsUp')}
        </p>
      )}
      {isProved && sum !== published && (
        <p className={classes.attention}>
          <Icon name="info" /> {t('passport.differs', { value: writeNumber(published, number, format) })}
        </p>
      )}
    </div>
  );
}
