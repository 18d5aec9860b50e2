import { Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { type Freshness, type SourceAge, useTRPC } from '../../api/trpc.ts';
import { QueryPanel } from '../../components/query-panel.tsx';
import { useFormatter } from '../../format/use-formatter.ts';
import { ageOnServer } from './age-on-server.ts';
import { AnnouncedLine } from './announced-line.tsx';
import classes from './data-age.module.css';
import { oldestPerSource } from './oldest-per-source.ts';
import { SourceLine } from './source-line.tsx';
import { useTicking } from './use-ticking.ts';

/** Also how long what a notice brought stays off the screen at most. */
const REFETCH_MS = 20_000;
const TICK_MS = 15_000;

/** How old what is on the screen is, per source, always in sight. */
export function DataAge({ connectionId }: { connectionId: string | null }) {
  const { t } = useTranslation();
  const trpc = useTRPC();
  const freshness = useQuery(trpc.freshness.get.queryOptions(undefined, { refetchInterval: REFETCH_MS }));
  const sourcesOf = ({ sources }: Freshness) =>
    sources.filter((one) => connectionId === null || one.connectionId === connectionId);
  return (
    <section aria-label={t('freshness.label')}>
      <QueryPanel query={freshness} loading={<LoadingAges />}>
        {(data) => {
          const sources = sourcesOf(data);
          if (sources.length === 0) {
            const key = connectionId === null ? 'freshness.none' : 'freshness.noneOfAccount';
            return <p className={classes.none}>{t(key)}</p>;
          }
          const notices = data.notices.filter((one) =>
            sources.some((source) => source.connectionId === one.connectionId),
          );
          return (
            <>
              <Ages freshness={{ ...data, sources }} receivedAt_ms={freshness.dataUpdatedAt} />
              <AnnouncedLine notices={notices} days={data.noticeDays} />
            </>
          );
        }}
      </QueryPanel>
    </section>
  );
}

/** With several accounts the one that is furthest behind speaks for its source, and is named when it is late. */
function Ages({ freshness, receivedAt_ms }: { freshness: Freshness; receivedAt_ms: number }) {
  const format = useFormatter();
  const trpc = useTRPC();
  const { data: connections } = useQuery(trpc.connections.list.queryOptions());
  const browserNow_ms = useTicking(TICK_MS);
  const { sources, now, timeZone } = freshness;
  const hasSeveral = new Set(sources.map((one) => one.connectionId)).size > 1;
  /** An account that has no name yet is named by its number. */
  const sellerOf = ({ connectionId }: SourceAge) =>
    connections?.find((one) => one.connectionId === connectionId)?.sellerId ?? null;
  return (
    <ul className={classes.list}>
      {oldestPerSource(sources).map((one) => (
        <SourceLine
          key={one.source}
          source={one}
          age={format.age(ageOnServer(one.coveredThrough, { now, receivedAt_ms }, browserNow_ms))}
          account={hasSeveral && one.status !== 'fresh' ? (one.nickname ?? sellerOf(one)) : null}
          timeZone={timeZone}
        />
      ))}
    </ul>
  );
}

function LoadingAges() {
  return (
    <div className={classes.list}>
      {[0, 1, 2].map((one) => (
        <Skeleton key={one} width="14rem" height="1.5rem" />
      ))}
    </div>
  );
}
