import { NativeSelect } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { PageHead } from '../components/page-head.tsx';
import { CalendarPanel } from '../features/runs/calendar-panel.tsx';
import { findJob, jobs } from '../features/runs/jobs.ts';
import { RunsPanel } from '../features/runs/runs-panel.tsx';
import { SchedulePanel } from '../features/runs/schedule-panel.tsx';
import { useRunsView } from '../features/runs/use-runs-view.ts';

/** Execuções: what ran, what should have run, and what will. */
export function RunsPage() {
  const { t } = useTranslation();
  const { view, setView } = useRunsView();
  return (
    <>
      <PageHead title={t('shell.runs')} line={t('runs.line')}>
        <NativeSelect
          aria-label={t('runs.job')}
          value={view.jobType ?? ''}
          onChange={({ currentTarget }) => setView({ jobType: findJob(currentTarget.value)?.type ?? null })}
          data={[
            { value: '', label: t('runs.anyJob') },
            ...jobs.map(({ type, word }) => ({ value: type, label: t(`job.${word}`) })),
          ]}
        />
      </PageHead>
      <SchedulePanel />
      <CalendarPanel view={view} onDay={(day) => setView({ day })} />
      <RunsPanel view={view} onChange={setView} />
    </>
  );
}
