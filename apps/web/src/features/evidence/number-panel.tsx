import { Skeleton } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { type DayWindow, type ListingHistory, type Totals, useTRPC, type WindowFilter } from '../../api/trpc.ts';
import { Icon } from '../../components/icon.tsx';
import { Panel } from '../../components/panel.tsx';
import { QueryPanel } from '../../components/query-panel.tsx';
import { Unknown } from '../../components/unknown.tsx';
import { useFormatter } from '../../format/use-formatter.ts';
import { useListingHistory } from '../listing/use-listing-history.ts';
import { tilesOf } from '../totals/tiles-of.ts';
import { lengthOf } from '../window/window-search.ts';
import classes from './evidence.module.css';
import { ListingFigure } from './listing-figure.tsx';
import type { NumberName } from './passport-search.ts';

interface NumberPanelProps {
  number: NumberName;
  filter: WindowFilter;
}

/** The number of an account, how much of it is known, and how it is made. */
export function NumberPanel({ number, filter }: NumberPanelProps) {
  const trpc = useTRPC();
  const totals = useQuery(trpc.overview.totals.queryOptions(filter, { placeholderData: keepPreviousData }));
  const { t } = useTranslation();
  return (
    <Panel title={t(`totals.${number}`)}>
      <QueryPanel query={totals} loading={<LoadingNumber />}>
        {({ totals: told, window }) => <OfAccount number={number} totals={told} window={window} />}
      </QueryPanel>
    </Panel>
  );
}

/** The same of one listing. */
export function ListingNumberPanel({
  number,
  listingId,
  window,
}: {
  number: NumberName;
  listingId: string;
  window: DayWindow;
}) {
  const { t } = useTranslation();
  const history = useListingHistory(listingId, window);
  return (
    <Panel title={t(`totals.${number}`)}>
      <QueryPanel query={history} loading={<LoadingNumber />}>
        {(told) => <OfListing number={number} history={told} />}
      </QueryPanel>
    </Panel>
  );
}

function OfAccount({ number, totals, window }: { number: NumberName; totals: Totals; window: DayWindow }) {
  const { t } = useTranslation();
  const format = useFormatter();
  const tile = tilesOf(totals, { t, format, days: lengthOf(window) ?? 1 }).find(({ name }) => name === number);
  if (!tile) return null;
  return (
    <>
      <p className={classes.figure}>{tile.isKnown ? tile.value : <Unknown t={t} />}</p>
      <p className={classes.soft}>{tile.note}</p>
      {tile.coverage && (
        <p className={classes.attention}>
          <Icon name="part" size={14} /> {tile.coverage}
        </p>
      )}
      <p className={classes.rule}>{t(`passport.rule_${number}`)}</p>
    </>
  );
}

function OfListing({ number, history }: { number: NumberName; history: ListingHistory }) {
  const { t } = useTranslation();
  return (
    <>
      <p className={classes.figure}>
        <ListingFigure days={history.days} number={number}>
          {(written) => written}
        </ListingFigure>
      </p>
      <p className={classes.soft}>
        {t('passport.ofListing', { title: history.title ?? t('listings.untitled'), code: history.listingId })}
      </p>
      <p className={classes.rule}>
        {t(number === 'visits' ? 'passport.rule_visitsOfListing' : `passport.rule_${number}`)}
      </p>
    </>
  );
}

function LoadingNumber() {
  return <Skeleton height="8rem" />;
}
