import { memo } from 'react';
import type { CatalogueRow as Row } from '../../api/trpc.ts';
import { HiddenWords } from '../../components/hidden-words.tsx';
import { ListingTitle } from '../listings/listing-title.tsx';
import classes from './catalogue.module.css';
import type { CellWords } from './cell-words.ts';
import type { ColumnModel } from './columns.tsx';
import { Thumbnail } from './thumbnail.tsx';

interface CatalogueRowProps {
  /** From 0, of the whole list; the row of names is the first for a screen reader. */
  index: number;
  /** Undefined while its page is on its way. */
  row: Row | undefined;
  columns: readonly ColumnModel[];
  words: CellWords;
  hasPictures: boolean;
}

/**
 * One listing of the list, always equally high. Drawn anew only when it changes, and made of plain elements without hooks: while the list
 * is scrolled, several rows come in each frame.
 */
export const CatalogueRow = memo(function CatalogueRow({ index, row, columns, words, hasPictures }: CatalogueRowProps) {
  return (
    <tr className={classes.row} aria-rowindex={index + 2}>
      <th scope="row" className={classes.name}>
        {row ? <Name row={row} words={words} hasPictures={hasPictures} /> : <Coming words={words} />}
      </th>
      {columns.map(({ name, isNumber, show }) => (
        <td key={name} className={isNumber ? classes.number : undefined}>
          {row ? show(row, words) : <span className={classes.blank} />}
        </td>
      ))}
    </tr>
  );
});

function Coming({ words: { t } }: { words: CellWords }) {
  return (
    <>
      <span className={classes.blank} />
      <HiddenWords>{t('page.loading')}</HiddenWords>
    </>
  );
}

function Name({ row, words: { t, paths }, hasPictures }: { row: Row; words: CellWords; hasPictures: boolean }) {
  return (
    <span className={classes.listing}>
      {/* A picture that does not load says nothing of that of the listing which takes this place later. */}
      <Thumbnail key={row.thumbnail} url={hasPictures ? row.thumbnail : null} />
      <span className={classes.words}>
        <ListingTitle row={row} t={t} path={paths?.listing(row.listingId)} />
      </span>
    </span>
  );
}
