import { Button } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { causeOf } from '../../api/describe-failure.ts';
import { type ScheduledJob, type ScheduleView, useTRPC } from '../../api/trpc.ts';
import { Icon } from '../../components/icon.tsx';
import { useRunWords } from '../refresh/run-words.ts';
import { useMayChange } from '../session/use-may-change.ts';
import { describeTimes } from './describe-times.ts';
import { findJob } from './jobs.ts';
import classes from './runs.module.css';

interface ScheduleRowProps {
  jobType: ScheduledJob;
  /** Those of this job: a sync has one of every hour and one of every night, which are paused together. */
  schedules: ScheduleView[];
  isTenantPaused: boolean;
}

/** One job: what it does, its times in words, and the button that pauses it or goes on with it. */
export function ScheduleRow({ jobType, schedules, isTenantPaused }: ScheduleRowProps) {
  const { t } = useTranslation();
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const mayChange = useMayChange();
  const onSettled = () => {
    // The calendar is fetched anew too, and not waited for: the button is that of the schedule.
    void queryClient.invalidateQueries({ queryKey: trpc.jobs.calendar.queryKey() });
    return queryClient.invalidateQueries({ queryKey: trpc.schedule.pathKey() });
  };
  const pause = useMutation(trpc.schedule.pause.mutationOptions({ onSettled }));
  const resume = useMutation(trpc.schedule.resume.mutationOptions({ onSettled }));
  const word = findJob(jobType)?.word ?? 'sync';
  const name = t(`job.${word}`);
  const isPaused = schedules.some(({ pausedAt }) => pausedAt !== null);
  const failure = pause.error ?? resume.error;
  return (
    <li className={classes.row}>
      <div className={classes.what}>
        <h3>{name}</h3>
        <p className={classes.soft}>{t(`job.${word}When`)}</p>
        <Times schedules={schedules} />
        {failure && (
          <p className={classes.attention} role="alert">
            <Icon name="alert" /> {t('runs.notChanged')} {t(`failure.${causeOf(failure)}`)}
          </p>
        )}
      </div>
      {mayChange && !isTenantPaused && (
        <Button
          variant="default"
          aria-label={t(isPaused ? 'runs.resumeName' : 'runs.pauseName', { name })}
          loading={pause.isPending || resume.isPending}
          onClick={() => (isPaused ? resume : pause).mutate({ jobType })}
        >
          {t(isPaused ? 'runs.resume' : 'runs.pause')}
        </Button>
      )}
    </li>
  );
}

/** Each time of the job and when it comes next; of one that is paused, since when. */
function Times({ schedules }: { schedules: ScheduleView[] }) {
  const { t } = useTranslation();
  const words = useRunWords();
  const trpc = useTRPC();
  const { data: session } = useQuery(trpc.session.get.queryOptions());
  const instant = (iso: string) => (session ? words.format.instant(iso, session.timeZone) : '');
  const pausedAt = schedules.find((one) => one.pausedAt !== null)?.pausedAt;
  return (
    <>
      {pausedAt && session && (
        <p className={classes.attention}>
          <Icon name="pause" /> {t('runs.pausedSince', { when: instant(pausedAt) })}
        </p>
      )}
      <ul className={classes.times}>
        {schedules.map(({ schedule, cron, nextSlot }) => (
          <li key={schedule}>
            <span>{describeTimes(cron, words)}</span>
            {nextSlot && session && <span>{t('runs.next', { when: instant(nextSlot) })}</span>}
          </li>
        ))}
      </ul>
    </>
  );
}
