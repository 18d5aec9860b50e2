import { Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useTRPC } from '../../api/trpc.ts';
import { Icon } from '../../components/icon.tsx';
import { Panel } from '../../components/panel.tsx';
import { QueryPanel } from '../../components/query-panel.tsx';
import { scheduledJobs } from './jobs.ts';
import classes from './runs.module.css';
import { ScheduleRow } from './schedule-row.tsx';

const REFETCH_MS = 60_000;

/** What runs by itself, when it does so next, and the way to stop that and to go on. */
export function SchedulePanel() {
  const { t } = useTranslation();
  const trpc = useTRPC();
  const schedules = useQuery(trpc.schedule.list.queryOptions(undefined, { refetchInterval: REFETCH_MS }));
  return (
    <Panel title={t('runs.schedule')}>
      <QueryPanel query={schedules} loading={<Skeleton height="17rem" />}>
        {({ schedules: all, isTenantPaused }) => (
          <>
            {isTenantPaused && (
              <p className={classes.attention}>
                <Icon name="pause" /> {t('runs.tenantPaused')}
              </p>
            )}
            <ul className={classes.rows}>
              {scheduledJobs.map((jobType) => (
                <ScheduleRow
                  key={jobType}
                  jobType={jobType}
                  schedules={all.filter((one) => one.jobType === jobType)}
                  isTenantPaused={isTenantPaused}
                />
              ))}
            </ul>
          </>
        )}
      </QueryPanel>
    </Panel>
  );
}
