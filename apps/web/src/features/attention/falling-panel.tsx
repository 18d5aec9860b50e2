import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useTRPC, type WindowFilter } from '../../api/trpc.ts';
import { Panel } from '../../components/panel.tsx';
import { QueryPanel } from '../../components/query-panel.tsx';
import { useFormatter } from '../../format/use-formatter.ts';
import classes from './attention.module.css';
import { LINES_MAX, ListingLine, LoadingLines } from './listing-line.tsx';

/** The listings whose revenue fell most against the days before; where these are not wholly known nothing is called a fall. */
export function FallingPanel({ filter }: { filter: WindowFilter }) {
  const { t } = useTranslation();
  const format = useFormatter();
  const trpc = useTRPC();
  const asked = { ...filter, limit: LINES_MAX };
  const falling = useQuery(trpc.overview.falling.queryOptions(asked, { placeholderData: keepPreviousData }));
  return (
    <Panel title={t('attention.falling')}>
      <QueryPanel
        query={falling}
        loading={<LoadingLines />}
        isEmpty={({ rows }) => rows === null || rows.length === 0}
        empty={t(falling.data?.rows ? 'attention.noneFalling' : 'attention.fallUnknown')}
      >
        {({ rows, window, previousWindow }) => (
          <>
            <p className={classes.range}>
              {t('attention.compared', { range: format.dayRange(window), before: format.dayRange(previousWindow) })}
            </p>
            <ul className={classes.list}>
              {rows?.map(({ listingId, title, gmv_cents, gmvBefore_cents }) => (
                <ListingLine
                  key={listingId}
                  listingId={listingId}
                  title={title}
                  value={format.money(gmv_cents - gmvBefore_cents)}
                  note={t('attention.fell', { now: format.money(gmv_cents), before: format.money(gmvBefore_cents) })}
                />
              ))}
            </ul>
          </>
        )}
      </QueryPanel>
    </Panel>
  );
}
