import { Progress } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { causeOf } from '../../api/describe-failure.ts';
import type { JobRun } from '../../api/trpc.ts';
import { CloseButton } from '../../components/close-button.tsx';
import { Icon } from '../../components/icon.tsx';
import { useFormatter } from '../../format/use-formatter.ts';
import { readExpectedDuration_ms, readProgress } from './read-run.ts';
import classes from './refresh-status.module.css';
import { RunOutcome } from './run-outcome.tsx';
import type { Refresh, RefreshState } from './use-refresh.ts';

/** What the update does, in words; afterwards what it brought. Nothing while there is nothing to say. */
export function RefreshStatus({ refresh }: { refresh: Refresh }) {
  const { t } = useTranslation();
  const { state } = refresh;
  if (state.kind === 'idle') return null;
  const canClose = state.kind === 'ended' || state.kind === 'refused';
  return (
    <section className={classes.status} aria-label={t('refresh.label')}>
      <div className={classes.words}>
        <div role="status">
          <Sentence state={state} />
        </div>
        {state.kind === 'running' && state.run && <Doing run={state.run} />}
      </div>
      {canClose && <CloseButton label={t('refresh.close')} onClick={refresh.dismiss} />}
    </section>
  );
}

function Sentence({ state }: { state: Exclude<RefreshState, { kind: 'idle' }> }) {
  const { t } = useTranslation();
  switch (state.kind) {
    case 'starting':
      return <p>{t('refresh.starting')}</p>;
    case 'refused':
      return (
        <p className={classes.attention}>
          <Icon name="alert" /> {t('refresh.refused')} {t(`failure.${causeOf(state.failure)}`)}
        </p>
      );
    case 'running':
      if (state.isUnreachable) return <p>{t('refresh.unreachable')}</p>;
      if (state.run?.status === 'QUEUED') return <p>{t('refresh.queued')}</p>;
      return <p>{t(`refresh.${(state.run && readProgress(state.run)?.phase) ?? 'starting'}`)}</p>;
    case 'ended':
      return <RunOutcome run={state.run} />;
  }
}

/** How far the phase is, and how long all of it may take. A total that is not known yet has no bar, only a number. */
function Doing({ run }: { run: JobRun }) {
  const { t } = useTranslation();
  const format = useFormatter();
  const progress = readProgress(run);
  const done = format.count(progress?.done ?? null);
  const isCounted = progress !== null && progress.total !== null && progress.total > 0;
  const expected_ms = readExpectedDuration_ms(run);
  return (
    <div className={classes.doing}>
      <Progress
        className={classes.bar}
        aria-label={t('refresh.progress')}
        value={isCounted ? (100 * progress.done) / (progress.total ?? 1) : 0}
      />
      <span className={classes.count}>
        {isCounted && t('refresh.doneOfTotal', { done, total: format.count(progress.total) })}
        {!isCounted && progress !== null && progress.done > 0 && t('refresh.done', { done })}
      </span>
      {expected_ms !== null && (
        <span className={classes.expected}>{t('refresh.expected', { time: format.duration(expected_ms) })}</span>
      )}
    </div>
  );
}
