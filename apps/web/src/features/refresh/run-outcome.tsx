import { useTranslation } from 'react-i18next';
import type { JobRun } from '../../api/trpc.ts';
import { Icon } from '../../components/icon.tsx';
import { useFormatter } from '../../format/use-formatter.ts';
import { readReport } from './read-run.ts';
import classes from './refresh-status.module.css';

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

/** How an update ended: what came, what is missing, or why nothing came. */
export function RunOutcome({ run }: { run: JobRun }) {
  const { t } = useTranslation();
  const what = useReportWords(run);
  const error = namedErrors.find((one) => one === run.errorCode) ?? 'other';
  switch (run.status) {
    case 'SUCCESS':
      return <Outcome icon="check" heading={t('refresh.success')} lines={[what.read]} />;
    case 'PARTIAL':
      return <Outcome icon="part" needsAttention heading={t('refresh.partial')} lines={[what.missing, what.read]} />;
    case 'SKIPPED':
      return <Outcome icon="info" heading={t(skipReason(run))} lines={[]} />;
    case 'ABANDONED':
      return <Outcome icon="alert" needsAttention heading={t('refresh.abandoned')} lines={[t('refresh.oldStays')]} />;
    case 'FAILED':
    case 'QUEUED':
    case 'RUNNING':
      return (
        <Outcome
          icon="alert"
          needsAttention
          heading={t('refresh.failed')}
          lines={[t(`runError.${error}`), t('refresh.oldStays')]}
        />
      );
  }
}

interface OutcomeProps {
  icon: 'check' | 'part' | 'info' | 'alert';
  needsAttention?: boolean;
  heading: string;
  lines: (string | null)[];
}

function Outcome({ icon, needsAttention = false, heading, lines }: OutcomeProps) {
  return (
    <>
      <p className={needsAttention ? classes.attention : classes.good}>
        <Icon name={icon} /> {heading}
      </p>
      {lines.map((line) => line && <p key={line}>{line}</p>)}
    </>
  );
}

function skipReason({ metadata }: JobRun) {
  if (metadata['reason'] === 'covered') return 'refresh.covered';
  return metadata['reason'] === 'no_connection' ? 'refresh.noConnection' : 'refresh.skipped';
}

function useReportWords(run: JobRun): { read: string | null; missing: string | null } {
  const { t, i18n } = useTranslation();
  const format = useFormatter();
  const list = new Intl.ListFormat(i18n.language, { type: 'conjunction' });
  const { listings, orders, ordersNew, visitedListings, missing } = readReport(run);
  const read = (
    [
      ['listings', listings],
      ['orders', orders],
      // "No order" says it once.
      ['ordersNew', orders === 0 ? null : ordersNew],
      ['visitedListings', visitedListings],
    ] as const
  ).flatMap(([key, count]) => (count === null ? [] : t(`amount.${key}`, { count, n: format.count(count) })));
  const lost = missing.map(({ part, count }) => t(`missing.${part}`, { count, n: format.count(count) }));
  return {
    read: read.length > 0 ? t('refresh.read', { what: list.format(read) }) : null,
    missing: lost.length > 0 ? t('refresh.missing', { what: list.format(lost) }) : null,
  };
}
