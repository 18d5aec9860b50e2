import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';

interface RemoveFactorsProps {
  email: string;
  isPending: boolean;
  onRemove: () => void;
}

/** For whoever lost the telephone: asked twice, because it takes a wall away. */
export function RemoveFactors({ email, isPending, onRemove }: RemoveFactorsProps) {
  const { t } = useTranslation();
  const [isAsked, setAsked] = useState(false);
  if (!isAsked) {
    return (
      <Button variant="default" aria-label={t('factors.removeName', { email })} onClick={() => setAsked(true)}>
        {t('factors.remove')}
      </Button>
    );
  }
  return (
    <>
      <Button loading={isPending} onClick={onRemove}>
        {t('factors.confirmRemove')}
      </Button>
      <Button variant="default" onClick={() => setAsked(false)}>
        {t('people.keep')}
      </Button>
    </>
  );
}
