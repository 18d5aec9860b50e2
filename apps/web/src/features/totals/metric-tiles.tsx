import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useTRPC, type WindowFilter } from '../../api/trpc.ts';
import { QueryPanel } from '../../components/query-panel.tsx';
import { useFormatter } from '../../format/use-formatter.ts';
import { lengthOf } from '../window/window-search.ts';
import classes from './metric-tiles.module.css';
import { LoadingTile, Tile } from './tile.tsx';
import { tileNames, tilesOf } from './tiles-of.ts';

/** The numbers of the window. A window of which nothing was read shows dashes that say so: its empty state. */
export function MetricTiles({ filter }: { filter: WindowFilter }) {
  const { t } = useTranslation();
  const format = useFormatter();
  const trpc = useTRPC();
  const query = useQuery(trpc.overview.totals.queryOptions(filter, { placeholderData: keepPreviousData }));
  return (
    <section className={classes.tiles} aria-label={t('totals.label')}>
      <QueryPanel query={query} loading={<LoadingTiles />}>
        {({ totals, window }) => (
          <div className={classes.grid}>
            {tilesOf(totals, { t, format, days: lengthOf(window) ?? 1 }).map((tile) => (
              <Tile key={tile.name} tile={tile} window={window} connectionId={filter.connectionId} />
            ))}
          </div>
        )}
      </QueryPanel>
    </section>
  );
}

function LoadingTiles() {
  return (
    <div className={classes.grid}>
      {tileNames.map((name) => (
        <LoadingTile key={name} name={name} />
      ))}
    </div>
  );
}
