import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { FailureCause } from '../api/describe-failure.ts';
import classes from './failure-note.module.css';
import { Icon } from './icon.tsx';

interface FailureNoteProps {
  cause: FailureCause;
  /** The page consists of this note alone, so the note is its heading, and interrupts whoever listens; one of many parts does not. */
  ofPage?: boolean;
  onRetry: () => void;
}

/** What failed, in plain words, and the way to try it again. */
export function FailureNote({ cause, ofPage = false, onRetry }: FailureNoteProps) {
  const { t } = useTranslation();
  const Heading = ofPage ? 'h1' : 'p';
  return (
    <div className={classes.failure} role={ofPage ? 'alert' : 'status'}>
      <Heading className={classes.heading}>
        <Icon name="alert" /> {t(ofPage ? 'failure.pageHeading' : 'failure.heading')}
      </Heading>
      <p>{t(`failure.${cause}`)}</p>
      <Button variant="default" onClick={onRetry}>
        {t('page.retry')}
      </Button>
    </div>
  );
}
