import type { TFunction } from 'i18next';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { JobRun } from '../../api/trpc.ts';
import type { Formatter } from '../../format/create-formatter.ts';
import { useFormatter } from '../../format/use-formatter.ts';
import { readReport } from './read-run.ts';

/** What sentences about runs are written with. */
export interface RunWords {
  t: TFunction;
  format: Formatter;
  /** Joins parts to "a, b e c". */
  list: Intl.ListFormat;
}

export function useRunWords(): RunWords {
  const { t, i18n } = useTranslation();
  const format = useFormatter();
  const { language } = i18n;
  return useMemo(
    () => ({ t, format, list: new Intl.ListFormat(language, { type: 'conjunction' }) }),
    [t, format, language],
  );
}

const namedErrors = [
  'meli_unavailable',
  'meli_throttled',
  'meli_refused',
  'meli_contract',
  'meli_configuration',
  'reauthorisation_required',
  'database_unavailable',
  'interrupted',
  'run_overdue',
  'cancelled',
] as const;

/** The sentence that says why a run failed, and what to do. */
export function failureOfRun({ errorCode }: Pick<JobRun, 'errorCode'>, { t }: Pick<RunWords, 't'>): string {
  return t(`runError.${namedErrors.find((one) => one === errorCode) ?? 'other'}`);
}

/** Why there was nothing to do. */
export function reasonOfSkip({ metadata }: Pick<JobRun, 'metadata'>, { t }: Pick<RunWords, 't'>): string {
  if (metadata['reason'] === 'covered') return t('refresh.covered');
  return t(metadata['reason'] === 'no_connection' ? 'refresh.noConnection' : 'refresh.skipped');
}

/** What a sync read; null when it does not say. */
export function readOf(run: Pick<JobRun, 'metadata'>, { t, format, list }: RunWords): string | null {
  const { listings, orders, ordersNew, visitedListings } = readReport(run);
  const read = (
    [
      ['listings', listings],
      ['orders', orders],
      // "No order" says it once.
      ['ordersNew', orders === 0 ? null : ordersNew],
      ['visitedListings', visitedListings],
    ] as const
  ).flatMap(([key, count]) => (count === null ? [] : t(`amount.${key}`, { count, n: format.count(count) })));
  return read.length > 0 ? t('refresh.read', { what: list.format(read) }) : null;
}

/** What a run owed and could not read; null when it was nothing. */
export function missingOf(run: Pick<JobRun, 'metadata'>, { t, format, list }: RunWords): string | null {
  const { missing } = readReport(run);
  const lost = missing.map(({ part, count }) => t(`missing.${part}`, { count, n: format.count(count) }));
  return lost.length > 0 ? t('refresh.missing', { what: list.format(lost) }) : null;
}
