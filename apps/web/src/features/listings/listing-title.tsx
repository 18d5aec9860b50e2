import type { TFunction } from 'i18next';
import type { ListingRank } from '../../api/trpc.ts';
import { HiddenWords } from '../../components/hidden-words.tsx';
import { Icon } from '../../components/icon.tsx';
import { listingStates } from './listing-states.ts';
import classes from './listing-title.module.css';

/** A listing that is on sale needs no word for it. */
const namedStates = listingStates.filter((one) => one !== 'active');

interface ListingTitleProps {
  row: Pick<ListingRank, 'listingId' | 'title' | 'permalink' | 'status'>;
  /** The page of the listing; left out on that page itself. */
  path?: string | undefined;
  /** Handed down: rows of a long list have no hooks of their own. */
  t: TFunction;
}

/**
 * What a listing is known by: its title, which leads to its page, its id, its state unless it is the usual one, and the way to it at
 * Mercado Livre. A list sets `--title-lines` and `--under-title` where its rows are low.
 */
export function ListingTitle({ row, path, t }: ListingTitleProps) {
  const { listingId, permalink } = row;
  const title = row.title ?? t('listings.untitled');
  const state = namedStates.find((one) => one === row.status);
  const shown = { className: classes.title, title };
  return (
    <>
      {path === undefined ? (
        <span {...shown}>{title}</span>
      ) : (
        <a {...shown} data-page href={path}>
          {title}
        </a>
      )}
      <span className={classes.under}>
        {listingId}
        {permalink !== null && /^https?:\/\//.test(permalink) && (
          <a className={classes.out} href={permalink} target="_blank" rel="noopener noreferrer">
            <Icon name="outside" size={14} />
            <HiddenWords>
              {title}, {t('listings.opens')}
            </HiddenWords>
          </a>
        )}
        {state && ` · ${t(`listings.${state}`)}`}
      </span>
    </>
  );
}
