import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ListingHistory } from '../../api/trpc.ts';
import { Unknown } from '../../components/unknown.tsx';
import { useFormatter } from '../../format/use-formatter.ts';
import classes from './evidence.module.css';
import { numberOfListing, writeNumber } from './number-of.ts';
import type { NumberName } from './passport-search.ts';

interface ListingFigureProps {
  days: ListingHistory['days'];
  number: NumberName;
  /** What is made of the number as it is written, where it is known. */
  children: (written: string) => ReactNode;
}

/** A number of one listing, and of how many of its days it is where that is not all of them. */
export function ListingFigure({ days, number, children }: ListingFigureProps) {
  const { t } = useTranslation();
  const format = useFormatter();
  const { value, known, expected } = numberOfListing(days, number);
  return (
    <>
      {value === null ? <Unknown t={t} /> : children(writeNumber(value, number, format))}
      {value !== null && known < expected && (
        <span className={classes.under}>
          {t('listings.partial', { known: format.count(known), expected: format.count(expected) })}
        </span>
      )}
    </>
  );
}
