import { Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { type Freshness, type SourceAge, useTRPC } from '../../api/trpc.ts';
import { QueryPanel } from '../../components/query-panel.tsx';
import { useFormatter } from '../../format/use-formatter.ts';
import { ageOnServer } from './age-on-server.ts';
import classes from './data-age.module.css';
import { oldestPerSource } from './oldest-per-source.ts';
import { SourceLine } from './source-line.tsx';
import { useTicking } from './use-ticking.ts';

const REFETCH_MS = 60_000;
const TICK_MS = 15_000;

/** How old what is on the screen is, per source, always in sight. */
export function DataAge({ connectionId }: { connectionId: string | null }) {
  const { t } = useTranslation();
  const trpc = useTRPC();
  const freshness = useQuery(trpc.freshness.get.queryOptions(undefined, { refetchInterval: REFETCH_MS }));
  const sourcesOf = (data: Freshness) =>
    data.sources.filter((one) => connectionId === null || one.connectionId === connectionId);
  return (
    <section className={classes.ages} aria-label={t('freshness.label')}>
      <QueryPanel
        query={freshness}
        loading={<LoadingAges />}
        isEmpty={(data) => sourcesOf(data).length === 0}
        empty={t('freshness.none')}
      >
        {(data) => <Ages sources={sourcesOf(data)} freshness={data} receivedAt_ms={freshness.dataUpdatedAt} />}
      </QueryPanel>
    </section>
  );
}

interface AgesProps {
  sources: SourceAge[];
  freshness: Freshness;
  receivedAt_ms: number;
}

function Ages({ sources, freshness, receivedAt_ms }: AgesProps) {
  const { t } = useTranslation();
  const format = useFormatter();
  const browserNow_ms = useTicking(TICK_MS);
  const accounts = [...new Set(sources.map((one) => one.connectionId))];
  const line = (one: SourceAge) => (
    <SourceLine
      key={one.source}
      source={one}
      age={format.age(ageOnServer(one.coveredThrough, { now: freshness.now, receivedAt_ms }, browserNow_ms))}
      timeZone={freshness.timeZone}
    />
  );
  return (
    <>
      <ul className={classes.list}>{oldestPerSource(sources).map(line)}</ul>
      {accounts.length > 1 && (
        <details className={classes.accounts}>
          <summary>{t('freshness.perAccount')}</summary>
          {accounts.map((account) => {
            const own = sources.filter((one) => one.connectionId === account);
            return (
              <div key={account} className={classes.account}>
                <h3>{own[0]?.nickname ?? account}</h3>
                <ul className={classes.list}>{own.map(line)}</ul>
              </div>
            );
          })}
        </details>
      )}
    </>
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
