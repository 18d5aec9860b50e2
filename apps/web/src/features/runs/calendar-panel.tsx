import { Skeleton } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useTRPC } from '../../api/trpc.ts';
import { Panel } from '../../components/panel.tsx';
import { QueryPanel } from '../../components/query-panel.tsx';
import { useFormatter } from '../../format/use-formatter.ts';
import { CalendarSummary } from './calendar-summary.tsx';
import { DayGrid } from './day-grid.tsx';
import { findJob, scheduledJobs } from './jobs.ts';
import classes from './runs.module.css';
import type { RunsView } from './runs-view.ts';

const REFETCH_MS = 60_000;
/** As many as the server tells. */
const DAYS = 90;

interface CalendarPanelProps {
  view: RunsView;
  onDay: (day: string) => void;
}

/** The last 90 days of one job's schedule: whether what was due took place. */
export function CalendarPanel({ view, onDay }: CalendarPanelProps) {
  const { t } = useTranslation();
  const format = useFormatter();
  const trpc = useTRPC();
  const jobType = view.jobType === null ? 'sync-mercadolivre' : scheduledJobs.find((one) => one === view.jobType);
  const calendar = useQuery(
    trpc.jobs.calendar.queryOptions(
      { jobType: jobType ?? 'sync-mercadolivre' },
      { enabled: jobType !== undefined, placeholderData: keepPreviousData, refetchInterval: REFETCH_MS },
    ),
  );
  if (!jobType) {
    return (
      <Panel title={t('job.notices')}>
        <p className={classes.soft}>{t('job.noticesWhen')}</p>
      </Panel>
    );
  }
  return (
    <Panel title={t('slots.heading', { job: t(`job.${findJob(jobType)?.word ?? 'sync'}`), days: format.count(DAYS) })}>
      <QueryPanel
        query={calendar}
        loading={<Skeleton className={classes.loadingDays} />}
        isEmpty={({ days }) => days.every(({ state }) => state === 'before')}
        empty={t('slots.empty')}
      >
        {({ days }) => (
          <>
            <CalendarSummary days={days} />
            <DayGrid days={days} chosen={view.day} onChoose={onDay} />
          </>
        )}
      </QueryPanel>
    </Panel>
  );
}
