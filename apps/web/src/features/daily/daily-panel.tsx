import { SegmentedControl, Skeleton } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useTRPC, type WindowFilter } from '../../api/trpc.ts';
import { Panel } from '../../components/panel.tsx';
import { QueryPanel } from '../../components/query-panel.tsx';
import classes from './daily.module.css';
import { DailyNotes } from './daily-notes.tsx';
import { DailyTable } from './daily-table.tsx';

// The drawing library is as heavy as the rest of the page: it comes when the numbers are on their way.
// Without it the same days are there as a table.
const chartIsComing = import('./daily-chart.tsx').then(
  ({ DailyChart }) => ({ default: DailyChart }),
  () => ({ default: DailyTable }),
);
const DailyChart = lazy(() => chartIsComing);

type View = 'chart' | 'table';

/** Revenue, orders and visits day by day, drawn or as a table. */
export function DailyPanel({ filter }: { filter: WindowFilter }) {
  const { t } = useTranslation();
  const trpc = useTRPC();
  const [view, setView] = useState<View>('chart');
  const series = useQuery(trpc.overview.series.queryOptions(filter, { placeholderData: keepPreviousData }));
  const picker = (
    <SegmentedControl
      aria-label={t('daily.view')}
      value={view}
      onChange={(value) => setView(value === 'table' ? 'table' : 'chart')}
      data={[
        { value: 'chart', label: t('daily.chart') },
        { value: 'table', label: t('daily.table') },
      ]}
    />
  );
  return (
    <Panel title={t('daily.label')} aside={picker}>
      <QueryPanel
        query={series}
        loading={<LoadingDays />}
        isEmpty={({ days }) => days.every((day) => !day.known)}
        empty={<p className={classes.empty}>{t('daily.empty')}</p>}
      >
        {({ days, window }) => (
          <>
            <div className={classes.view}>
              {view === 'table' ? (
                <DailyTable days={days} />
              ) : (
                <Suspense fallback={<LoadingChart />}>
                  <DailyChart days={days} window={window} />
                </Suspense>
              )}
            </div>
            <DailyNotes days={days} />
          </>
        )}
      </QueryPanel>
    </Panel>
  );
}

function LoadingDays() {
  return (
    <>
      <LoadingChart />
      <div className={classes.notes} />
    </>
  );
}

function LoadingChart() {
  return (
    <div className={classes.view}>
      <Skeleton height="100%" />
    </div>
  );
}
