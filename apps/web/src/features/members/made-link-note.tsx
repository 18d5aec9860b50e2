import { Button, TextInput } from '@mantine/core';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { copyOrSelect } from './copy-or-select.ts';
import classes from './members.module.css';

/** A link that is to be handed over. */
export interface ShownLink {
  path: string;
  email: string;
}

/** A link as it is shown once, to be sent to whom it is for. */
export function MadeLinkNote({ link: { path, email } }: { link: ShownLink }) {
  const { t } = useTranslation();
  const field = useRef<HTMLInputElement>(null);
  const [outcome, setOutcome] = useState<'copied' | 'selected' | null>(null);
  const address = location.origin + path;
  const copy = async () => {
    if (field.current) setOutcome(await copyOrSelect(field.current, navigator.clipboard));
  };
  return (
    <div className={classes.link} role="status">
      <p>{t('people.madeLink', { email })}</p>
      <div className={classes.actions}>
        <TextInput
          ref={field}
          className={classes.wide}
          aria-label={t('people.link')}
          value={address}
          readOnly
          onFocus={(event) => event.target.select()}
        />
        <Button variant="default" onClick={() => void copy()}>
          {t(outcome === 'copied' ? 'people.copied' : 'people.copy')}
        </Button>
      </div>
      {outcome === 'selected' && <p>{t('people.selected')}</p>}
    </div>
  );
}
