import type { ListedRun } from '../../api/trpc.ts';
import type { IconName } from '../../components/icon.tsx';
import { readProgress } from '../refresh/read-run.ts';
import { failureOfRun, missingOf, type RunWords, readOf, reasonOfSkip } from '../refresh/run-words.ts';

/** A sign beside the word for how a run stands. */
export const statusSigns = {
  QUEUED: 'clock',
  RUNNING: 'refresh',
  SUCCESS: 'check',
  PARTIAL: 'part',
  SKIPPED: 'info',
  FAILED: 'alert',
  ABANDONED: 'alert',
} as const satisfies Record<ListedRun['status'], IconName>;

export const troubled: readonly ListedRun['status'][] = ['PARTIAL', 'FAILED', 'ABANDONED'];

/** What a run did, or why it did not, in sentences. */
export function describeRun(run: ListedRun, words: RunWords): string[] {
  const { t } = words;
  const { continuedBy, coveredSlots } = run.metadata;
  const goesOn = typeof continuedBy === 'string' ? t('runs.continued') : [];
  const count = { count: coveredSlots, n: words.format.count(coveredSlots) };
  const covered = coveredSlots > 0 ? t('runs.covered', count) : [];
  switch (run.status) {
    case 'QUEUED':
      return [t('refresh.queued')];
    case 'RUNNING':
      return [t(`refresh.${readProgress(run)?.phase ?? 'starting'}`)];
    case 'SUCCESS':
    case 'PARTIAL':
      return [missingOf(run, words) ?? [], broughtOf(run, words) ?? [], covered].flat();
    case 'SKIPPED':
      return [reasonOfSkip(run, words)];
    case 'FAILED':
      return [failureOfRun(run, words), goesOn].flat();
    case 'ABANDONED':
      return [t('refresh.abandoned'), goesOn].flat();
  }
}

function broughtOf(run: ListedRun, words: RunWords): string | null {
  const { t, format } = words;
  const { jobType, recordsProcessed, metadata } = run;
  if (jobType === 'housekeeping') {
    return t('runs.removed', { count: recordsProcessed, n: format.count(recordsProcessed) });
  }
  if (jobType === 'read-notices')
    return t('runs.notices', { count: recordsProcessed, n: format.count(recordsProcessed) });
  const { daysProcessed: days } = (metadata.result ?? {}) as { daysProcessed?: unknown };
  if (jobType !== 'rebuild-daily-metrics' || typeof days !== 'number') return readOf(run, words);
  return t('runs.rebuilt', { count: days, n: format.count(days) });
}
