import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useFormatter } from '../../format/use-formatter.ts';
import { type ListingView, pageRange, type ShownPage } from './listing-view.ts';
import classes from './listings.module.css';

interface PagerProps extends ShownPage {
  view: ListingView;
  onPage: (page: number) => void;
}

export function Pager({ view, onPage, ...page }: PagerProps) {
  const { t } = useTranslation();
  const format = useFormatter();
  const { from, to, hasPrevious, hasNext } = pageRange(view, page);
  return (
    <nav className={classes.pager} aria-label={t('listings.pages')}>
      <p>{t('listings.shown', { from: format.count(from), to: format.count(to), total: format.count(page.total) })}</p>
      {(hasPrevious || hasNext) && (
        <div className={classes.pages}>
          <Button variant="default" disabled={!hasPrevious} onClick={() => onPage(view.page - 1)}>
            {t('listings.previous')}
          </Button>
          <Button variant="default" disabled={!hasNext} onClick={() => onPage(view.page + 1)}>
            {t('listings.next')}
          </Button>
        </div>
      )}
    </nav>
  );
}
