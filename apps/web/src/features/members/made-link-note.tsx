import { Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './members.module.css';

/** A link that is to be handed over. */
export interface ShownLink {
  path: string;
  email: string;
}

/** A link as it is shown once, to be sent to whom it is for. */
export function MadeLinkNote({ link: { path, email } }: { link: ShownLink }) {
  const { t } = useTranslation();
  const [isCopied, setCopied] = useState(false);
  const address = location.origin + path;
  return (
    <div className={classes.link} role="status">
      <p>{t('people.madeLink', { email })}</p>
      <div className={classes.actions}>
        <TextInput
          className={classes.wide}
          aria-label={t('people.link')}
          value={address}
          readOnly
          onFocus={(event) => event.target.select()}
        />
        <Button
          variant="default"
          onClick={() => void navigator.clipboard?.writeText(address).then(() => setCopied(true))}
        >
          {t(isCopied ? 'people.copied' : 'people.copy')}
        </Button>
      </div>
    </div>
  );
}
