import type { TFunction } from 'i18next';
import type { ListingRank } from '../../api/trpc.ts';
import { HiddenWords } from '../../components/hidden-words.tsx';
import { listingStates } from './listing-states.ts';
import classes from './listing-title.module.css';

/** A listing that is on sale needs no word for it. */
const namedStates = listingStates.filter((one) => one !== 'active');

interface ListingTitleProps {
  row: Pick<ListingRank, 'listingId' | 'title' | 'permalink' | 'status'>;
  /** Handed down: rows of a long list have no hooks of their own. */
  t: TFunction;
}

/**
 * What a listing is known by: its title, which opens it at Mercado Livre, its id, and its state unless it is the usual one.
 * A list sets `--title-lines` and `--under-title` where its rows are low.
 */
export function ListingTitle({ row, t }: ListingTitleProps) {
  const title = row.title ?? t('listings.untitled');
  const state = namedStates.find((one) => one === row.status);
  const shown = { className: classes.title, title };
  return (
    <>
      {row.permalink !== null && /^https?:\/\//.test(row.permalink) ? (
        <a {...shown} href={row.permalink} target="_blank" rel="noopener noreferrer">
          {title}
          <HiddenWords> ({t('listings.opens')})</HiddenWords>
        </a>
      ) : (
        <span {...shown}>{title}</span>
      )}
      <span className={classes.under}>
        {row.listingId}
        {state && ` · ${t(`listings.${state}`)}`}
      </span>
    </>
  );
}
