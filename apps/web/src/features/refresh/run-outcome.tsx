import { useTranslation } from 'react-i18next';
import type { JobRun } from '../../api/trpc.ts';
import { Icon } from '../../components/icon.tsx';
import classes from './refresh-status.module.css';
import { failureOfRun, missingOf, readOf, reasonOfSkip, useRunWords } from './run-words.ts';

/** How an update ended: what came, what is missing, or why nothing came. */
export function RunOutcome({ run }: { run: JobRun }) {
  const { t } = useTranslation();
  const words = useRunWords();
  switch (run.status) {
    case 'SUCCESS':
      return <Outcome icon="check" heading={t('refresh.success')} lines={[readOf(run, words)]} />;
    case 'PARTIAL':
      return (
        <Outcome
          icon="part"
          needsAttention
          heading={t('refresh.partial')}
          lines={[missingOf(run, words), readOf(run, words)]}
        />
      );
    case 'SKIPPED':
      return <Outcome icon="info" heading={reasonOfSkip(run, words)} lines={[]} />;
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
          lines={[failureOfRun(run, words), t('refresh.oldStays')]}
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
