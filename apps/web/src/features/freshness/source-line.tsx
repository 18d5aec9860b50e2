import { useTranslation } from 'react-i18next';
import type { SourceAge } from '../../api/trpc.ts';
import { Icon, type IconName } from '../../components/icon.tsx';
import { useFormatter } from '../../format/use-formatter.ts';
import classes from './data-age.module.css';

const icons = {
  fresh: 'check',
  late: 'clock',
  stale: 'alert',
  never: 'question',
} as const satisfies Record<SourceAge['status'], IconName>;

interface SourceLineProps {
  source: SourceAge;
  age: string;
  /** Named where it is not plain whose data these are. */
  account: string | null;
  timeZone: string;
}

/** One source: its name, its age, and what that age means, in words and with a sign. */
export function SourceLine({ source, age, account, timeZone }: SourceLineProps) {
  const { t } = useTranslation();
  const format = useFormatter();
  const { coveredThrough, status } = source;
  return (
    <li className={classes.source} data-status={status}>
      <strong>{t(`freshness.${source.source}`)}</strong>{' '}
      {coveredThrough !== null && (
        <time
          dateTime={coveredThrough}
          title={t('freshness.readUntil', { when: format.instant(coveredThrough, timeZone) })}
        >
          {age}
        </time>
      )}{' '}
      <span className={classes.status}>
        <Icon name={icons[status]} /> {t(`freshness.${status}`)}
      </span>{' '}
      {account !== null && <span className={classes.account}>{t('freshness.ofAccount', { account })}</span>}
    </li>
  );
}
