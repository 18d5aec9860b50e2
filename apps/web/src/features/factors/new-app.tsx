import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { OneFieldForm } from '../sign-in/one-field-form.tsx';
import { postSession } from '../sign-in/post-session.ts';
import classes from './factors.module.css';

/** What the server made for an app that shows codes. */
export interface PreparedApp {
  uri: string;
  backupCodes: string[];
}

interface NewAppProps {
  app: PreparedApp;
  onConfirmed: () => void;
  onCancel: () => void;
}

/** An app is told its key, by a link or typing, and shows its first code. */
export function NewApp({ app: { uri }, onConfirmed, onCancel }: NewAppProps) {
  const { t } = useTranslation();
  const key = new URL(uri).searchParams.get('secret') ?? '';
  return (
    <>
      <p>{t('factors.addKey')}</p>
      <p>
        <code className={classes.key}>{key.replace(/(.{4})(?=.)/g, '$1 ')}</code>
      </p>
      <p>
        <a href={uri}>{t('factors.openApp')}</a>
      </p>
      <p>{t('factors.firstCode')}</p>
      <OneFieldForm
        asks="code"
        submitLabel={t('factors.confirm')}
        onSubmit={async (code) => {
          const answer = await postSession('second-factor/confirm', { code });
          if (!answer.ok) return answer.failure;
          onConfirmed();
          return null;
        }}
      >
        <Button variant="subtle" onClick={onCancel}>
          {t('factors.cancel')}
        </Button>
      </OneFieldForm>
    </>
  );
}
