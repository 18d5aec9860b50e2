import type { CatalogueRow } from '../../api/trpc.ts';
import { HiddenWords } from '../../components/hidden-words.tsx';
import { DASH } from '../../format/create-formatter.ts';
import classes from './catalogue.module.css';
import type { CellWords } from './cell-words.ts';

/** A dash for the eye, words for the ear: not known is not zero. */
export function Unknown({ words: { t } }: { words: CellWords }) {
  return (
    <>
      <span aria-hidden="true">{DASH}</span>
      <HiddenWords>{t('page.unknown')}</HiddenWords>
    </>
  );
}

/** Visits, and of how many days they are where some are not known. */
export function Visits({ visits, words }: { visits: CatalogueRow['visits']; words: CellWords }) {
  const { t, format } = words;
  const { value, known, expected } = visits;
  if (value === null) return <Unknown words={words} />;
  return (
    <>
      {format.count(value)}
      {known < expected && (
        <span className={classes.under}>
          {t('listings.partial', { known: format.count(known), expected: format.count(expected) })}
        </span>
      )}
    </>
  );
}
