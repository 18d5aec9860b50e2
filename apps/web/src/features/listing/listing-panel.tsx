import { Skeleton } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { DayWindow, ListingHistory } from '../../api/trpc.ts';
import { Panel } from '../../components/panel.tsx';
import { QueryPanel } from '../../components/query-panel.tsx';
import { useTitle } from '../../components/use-title.ts';
import { useFormatter } from '../../format/use-formatter.ts';
import { ListingFigure } from '../evidence/listing-figure.tsx';
import { PassportLink } from '../evidence/passport-link.tsx';
import { numbersOfListing } from '../evidence/passport-search.ts';
import { ListingTitle } from '../listings/listing-title.tsx';
import { writeCover } from '../listings/write-cover.ts';
import classes from './listing.module.css';
import { useListingHistory } from './use-listing-history.ts';

interface ListingPanelProps {
  listingId: string;
  window: DayWindow;
}

/** Which listing it is, and its numbers of the period, each of which leads to what it is made of. */
export function ListingPanel({ listingId, window }: ListingPanelProps) {
  const { t } = useTranslation();
  const history = useListingHistory(listingId, window);
  useTitle(history.data?.title ?? undefined);
  return (
    <Panel title={t('listing.label')}>
      <QueryPanel query={history} loading={<Skeleton height="7rem" />}>
        {(told) => <Facts history={told} window={window} />}
      </QueryPanel>
    </Panel>
  );
}

function Facts({ history, window }: { history: ListingHistory; window: DayWindow }) {
  const { t } = useTranslation();
  const format = useFormatter();
  const { listingId, days, stockCover } = history;
  const cover_days = stockCover?.cover_days ?? null;
  return (
    <>
      <div className={classes.who}>
        <ListingTitle row={history} t={t} />
      </div>
      <dl className={classes.facts}>
        {numbersOfListing.map((number) => (
          <div key={number}>
            <dt>{t(`totals.${number}`)}</dt>
            <dd>
              <ListingFigure days={days} number={number}>
                {(written) => (
                  <PassportLink number={number} listingId={listingId} window={window} connectionId={null}>
                    {written}
                  </PassportLink>
                )}
              </ListingFigure>
            </dd>
          </div>
        ))}
        {cover_days !== null && (
          <div>
            <dt>{t('catalogue.cover')}</dt>
            <dd>{writeCover(cover_days, { t, format })}</dd>
          </div>
        )}
      </dl>
    </>
  );
}
