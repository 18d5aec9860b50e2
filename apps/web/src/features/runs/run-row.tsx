import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { ListedRun } from '../../api/trpc.ts';
import { Icon } from '../../components/icon.tsx';
import { useFormatter } from '../../format/use-formatter.ts';
import { isEnded } from '../refresh/read-run.ts';
import { useRunWords } from '../refresh/run-words.ts';
import { describeRun, statusSigns, troubled } from './describe-run.ts';
import { findJob } from './jobs.ts';
import classes from './runs.module.css';

interface RunRowProps {
  run: ListedRun;
  /** Null while it is not known. */
  timeZone: string | null;
  isAsking: boolean;
  /** Null for whoever may only look. */
  onAgain: (() => void) | null;
}

/** One run: how it stands, what it was, what it brought, who asked for it, how long it took. */
export function RunRow({ run, timeZone, isAsking, onAgain }: RunRowProps) {
  const { t } = useTranslation();
  const format = useFormatter();
  const words = useRunWords();
  const { status, jobType, trigger, startedAt, slot, attempt, durationMs } = run;
  const job = findJob(jobType);
  const name = job ? t(`job.${job.word}`) : jobType;
  const instant = (iso: string | null) => (iso && timeZone ? format.instant(iso, timeZone) : null);
  const when = instant(startedAt ?? slot);
  const facts = [
    t(`trigger.${trigger}`),
    durationMs === null ? [] : t('runs.took', { time: format.duration(durationMs) }),
    slot === null || trigger === 'manual' ? [] : t('runs.slot', { when: instant(slot) ?? '' }),
    attempt > 1 ? t('runs.attempt', { n: format.count(attempt) }) : [],
  ].flat();
  return (
    <li className={classes.row}>
      <div className={classes.what}>
        <p className={classes.head}>
          <span className={classes.status} data-troubled={troubled.includes(status)}>
            <Icon name={statusSigns[status]} /> {t(`runStatus.${status}`)}
          </span>
          <strong>{name}</strong>
          {when && startedAt && <time dateTime={startedAt}>{when}</time>}
        </p>
        {describeRun(run, words).map((line) => (
          <p key={line}>{line}</p>
        ))}
        <p className={classes.soft}>{facts.join(' · ')}</p>
      </div>
      {onAgain && isEnded(run) && (
        <Button
          variant="default"
          leftSection={<Icon name="again" />}
          aria-label={t('runs.againName', { name, when: when ?? '' })}
          loading={isAsking}
          onClick={onAgain}
        >
          {t('runs.again')}
        </Button>
      )}
    </li>
  );
}
