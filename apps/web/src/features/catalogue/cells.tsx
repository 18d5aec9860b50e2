import type { CatalogueRow } from '../../api/trpc.ts';
import { Unknown } from '../../components/unknown.tsx';
import type { NumberName } from '../evidence/passport-search.ts';
import classes from './catalogue.module.css';
import type { CellWords } from './cell-words.ts';

interface TracedProps {
  number: NumberName;
  row: Pick<CatalogueRow, 'listingId'>;
  words: CellWords;
  children: string;
}

/** A number of a listing, which leads to what it is made of. */
export function Traced({ number, row, words, children }: TracedProps) {
  const { t, paths } = words;
  if (!paths) return children;
  return (
    <a data-page className={classes.traced} href={paths.passport(number, row.listingId)} title={t('passport.open')}>
      {children}
    </a>
  );
}

/** Visits, and of how many days they are where some are not known. */
export function Visits({ row, words }: { row: Pick<CatalogueRow, 'listingId' | 'visits'>; words: CellWords }) {
  const { t, format } = words;
  const { value, known, expected } = row.visits;
  if (value === null) return <Unknown t={t} />;
  return (
    <>
      <Traced number="visits" row={row} words={words}>
        {format.count(value)}
      </Traced>
      {known < expected && (
        <span className={classes.under}>
          {t('listings.partial', { known: format.count(known), expected: format.count(expected) })}
        </span>
      )}
    </>
  );
}
