import { Button } from '@mantine/core';
import { QRCodeSVG } from 'qrcode.react';
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

/** The light edge that a camera needs around the drawing, as ISO/IEC 18004 asks for it. */
const QUIET_MODULES = 4;

/** An app is told its key, by its camera, typing or a link, and shows its first code. */
export function NewApp({ app: { uri }, onConfirmed, onCancel }: NewAppProps) {
  const { t } = useTranslation();
  const key = new URL(uri).searchParams.get('secret') ?? '';
  return (
    <div className={classes.steps}>
      <p>{t('factors.scan')}</p>
      <QRCodeSVG className={classes.drawing} value={uri} marginSize={QUIET_MODULES} title={t('factors.drawing')} />
      <p>{t('factors.addKey')}</p>
      <p>
        <code className={classes.key}>{key.replace(/(.{4})(?=.)/g, '$1 ')}</code>
      </p>
      <p>
        <a className={classes.open} href={uri}>
          {t('factors.openApp')}
        </a>
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
    </div>
  );
}
