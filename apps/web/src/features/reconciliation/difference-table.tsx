import { Table } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { SplitDifference } from '../../api/trpc.ts';
import { Icon } from '../../components/icon.tsx';
import { useFormatter } from '../../format/use-formatter.ts';
import classes from './reconciliation.module.css';

interface DifferenceTableProps {
  number: 'orders' | 'revenue';
  split: SplitDifference;
  /** The number as it is written. */
  write: (value: number | null) => string;
}

/** From our number to the one that was typed, cause by cause; what explains nothing says what it would be. */
export function DifferenceTable({ number, split, write }: DifferenceTableProps) {
  const { t } = useTranslation();
  const format = useFormatter();
  const { stated, ours, difference, parts, rest } = split;
  const signed = (value: number) => format.signed(value, write);
  const sayWhy = ({ amount, possible }: { amount: number; possible: number | null }) => {
    if (amount !== 0) return t('reconciliation.explains');
    if (possible === null) return t('reconciliation.notKnown');
    return possible === 0 ? t('reconciliation.nothingOfIt') : t('reconciliation.wouldBe', { amount: signed(possible) });
  };
  return (
    <div className={classes.number}>
      <h3>{t(`totals.${number}`)}</h3>
      <Table className={classes.table}>
        <thead>
          <tr>
            <th scope="col">{t('reconciliation.cause')}</th>
            <th scope="col">{t(`totals.${number}`)}</th>
          </tr>
        </thead>
        <tbody>
          <tr className={classes.end}>
            <th scope="row">{t('reconciliation.ours')}</th>
            <td>{write(ours)}</td>
          </tr>
          {parts.map(({ cause, amount, possible }) => (
            <tr key={cause} data-explains={amount !== 0}>
              <th scope="row">
                {t(`reconciliation.${cause}`)}
                <span>{sayWhy({ amount, possible })}</span>
              </th>
              <td>{amount === 0 && possible === null ? t('page.unknown') : signed(amount)}</td>
            </tr>
          ))}
          <tr data-rest={rest !== 0}>
            <th scope="row">
              {rest !== 0 && <Icon name="question" />} {t('reconciliation.rest')}
              <span>{t(rest === 0 ? 'reconciliation.restNone' : 'reconciliation.restWhy')}</span>
            </th>
            <td>{signed(rest)}</td>
          </tr>
          <tr className={classes.end}>
            <th scope="row">{t('reconciliation.theirs')}</th>
            <td>{write(stated)}</td>
          </tr>
        </tbody>
      </Table>
      <p className={classes.sum}>
        {difference === 0 ? t('reconciliation.same') : t('reconciliation.sum', { difference: signed(difference) })}
      </p>
    </div>
  );
}
