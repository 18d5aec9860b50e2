import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useTRPC, type WindowFilter } from '../../api/trpc.ts';
import { QueryPanel } from '../../components/query-panel.tsx';
import { useFormatter } from '../../format/use-formatter.ts';
import { lengthOf } from '../window/window-search.ts';
import { changeOf, comparedWith } from './change-of.ts';
import classes from './metric-tiles.module.css';
import { LoadingTile, Tile } from './tile.tsx';
import { tileNames, tilesOf } from './tiles-of.ts';
import { trendOf } from './trend-of.ts';

/**
 * The numbers of the window, how they changed against the one before, and their course. A window of which nothing was read shows dashes that
 * say so: its empty state. Changes and courses of another window than the numbers are never shown beside them.
 */
export function MetricTiles({ filter }: { filter: WindowFilter }) {
  const { t } = useTranslation();
  const format = useFormatter();
  const trpc = useTRPC();
  const query = useQuery(trpc.overview.totals.queryOptions(filter, { placeholderData: keepPreviousData }));
  const comparison = useQuery(trpc.overview.comparison.queryOptions(filter));
  const series = useQuery(trpc.overview.series.queryOptions(filter, { placeholderData: keepPreviousData }));
  const before = query.isPlaceholderData ? null : (comparison.data ?? null);
  const days = query.isPlaceholderData || series.isPlaceholderData ? [] : (series.data?.days ?? []);
  return (
    <section className={classes.tiles} aria-label={t('totals.label')}>
      <QueryPanel query={query} loading={<LoadingTiles />}>
        {({ totals, window }) => (
          <>
            <div className={classes.grid}>
              {tilesOf(totals, { t, format, days: lengthOf(window) ?? 1 }).map((tile) => (
                <Tile
                  key={tile.name}
                  tile={tile}
                  change={tile.isKnown ? changeOf(tile.name, before, { t, format }) : null}
                  trend={tile.isKnown ? trendOf(tile.name, days) : null}
                  window={window}
                  connectionId={filter.connectionId}
                />
              ))}
            </div>
            <p className={classes.compared}>
              {comparison.error ? t('totals.comparisonFailed') : before && comparedWith(before, { t, format })}
            </p>
          </>
        )}
      </QueryPanel>
    </section>
  );
}

function LoadingTiles() {
  return (
    <>
      <div className={classes.grid}>
        {tileNames.map((name) => (
          <LoadingTile key={name} name={name} />
        ))}
      </div>
      <p className={classes.compared} />
    </>
  );
}
