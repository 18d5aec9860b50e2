import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';

interface AskedTwiceProps {
  label: string;
  /** The same with whom it is about, for whoever hears it alone. */
  name: string;
  confirmLabel: string;
  isPending: boolean;
  onConfirm: () => void;
}

/** A button that takes something away, and is therefore asked twice. The keyboard stays where the buttons change. */
export function AskedTwice({ label, name, confirmLabel, isPending, onConfirm }: AskedTwiceProps) {
  const { t } = useTranslation();
  /** Null until it is pressed for the first time: before that the focus is elsewhere, and stays there. */
  const [isAsked, setAsked] = useState<boolean | null>(null);
  if (!isAsked) {
    return (
      <Button variant="default" aria-label={name} autoFocus={isAsked === false} onClick={() => setAsked(true)}>
        {label}
      </Button>
    );
  }
  return (
    <>
      <Button loading={isPending} onClick={onConfirm}>
        {confirmLabel}
      </Button>
      <Button variant="default" autoFocus onClick={() => setAsked(false)}>
        {t('people.keep')}
      </Button>
    </>
  );
}
