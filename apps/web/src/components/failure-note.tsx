import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { FailureCause } from '../api/describe-failure.ts';
import classes from './failure-note.module.css';
import { Icon } from './icon.tsx';

/** What failed, in plain words, and the way to try it again. */
export function FailureNote({ cause, onRetry }: { cause: FailureCause; onRetry: () => void }) {
  const { t } = useTranslation();
  return (
    <div className={classes.failure} role="alert">
      <p className={classes.heading}>
        <Icon name="alert" /> {t('failure.heading')}
      </p>
      <p>{t(`failure.${cause}`)}</p>
      <Button variant="default" onClick={onRetry}>
        {t('page.retry')}
      </Button>
    </div>
  );
}
