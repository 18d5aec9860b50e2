import { Skeleton } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { PageLink } from '../../components/page-link.tsx';
import classes from './attention.module.css';

/** As many as a part names. */
export const LINES_MAX = 5;

interface ListingLineProps {
  listingId: string;
  title: string | null;
  value: string;
  note: string;
}

/** One listing with the number for which it is named. */
export function ListingLine({ listingId, title, value, note }: ListingLineProps) {
  const { t } = useTranslation();
  const shown = title ?? t('listings.untitled');
  return (
    <li className={classes.one}>
      <PageLink className={classes.title} path={`/anuncios/${listingId}`} title={shown}>
        {shown}
      </PageLink>
      <span className={classes.value}>{value}</span>
      <span className={classes.note}>{note}</span>
    </li>
  );
}

const places = Array.from({ length: LINES_MAX }, (_, index) => index);

/** Their place, in the same size. */
export function LoadingLines() {
  return (
    <>
      <p className={classes.range} />
      <div className={classes.list}>
        {places.map((place) => (
          <div key={place} className={classes.one}>
            <Skeleton height="1.5rem" />
          </div>
        ))}
      </div>
    </>
  );
}
