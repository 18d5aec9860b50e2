import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useTRPC, type WindowFilter } from '../../api/trpc.ts';
import { Panel } from '../../components/panel.tsx';
import { QueryPanel } from '../../components/query-panel.tsx';
import { NextStep } from '../session/next-step.tsx';
import classes from './daily.module.css';
import { DailyNotes } from './daily-notes.tsx';
import { DaysView, type DaysViewName, DaysViewPicker, LoadingDays } from './days-view.tsx';
import { accountStrips, toStripDay } from './strips.ts';

/** Revenue, orders and visits day by day, drawn or as a table. */
export function DailyPanel({ filter }: { filter: WindowFilter }) {
  const { t } = useTranslation();
  const trpc = useTRPC();
  const [view, setView] = useState<DaysViewName>('chart');
  const series = useQuery(trpc.overview.series.queryOptions(filter, { placeholderData: keepPreviousData }));
  const days = useMemo(() => series.data?.days.map(toStripDay) ?? [], [series.data]);
  return (
    <Panel title={t('daily.label')} aside={<DaysViewPicker view={view} onChange={setView} />}>
      <QueryPanel
        query={series}
        loading={<LoadingDays strips={accountStrips} />}
        isEmpty={({ days: told }) => told.every((day) => !day.known)}
        empty={
          <div className={classes.empty}>
            <NoDays filter={filter} />
          </div>
        }
      >
        {({ window }) => (
          <>
            <DaysView view={view} strips={accountStrips} days={days} window={window} />
            <DailyNotes days={days} />
          </>
        )}
      </QueryPanel>
    </Panel>
  );
}

/** Nothing was read of these days; or of some accounts only, of which a day cannot be drawn without the others. */
function NoDays({ filter }: { filter: WindowFilter }) {
  const { t } = useTranslation();
  const trpc = useTRPC();
  const { data } = useQuery(trpc.overview.totals.queryOptions(filter));
  if (data && data.totals.days.known > 0) return <p>{t('daily.accountMissing')}</p>;
  return (
    <div>
      <p>{t('daily.empty')}</p>
      <NextStep hasButton />
    </div>
  );
}
