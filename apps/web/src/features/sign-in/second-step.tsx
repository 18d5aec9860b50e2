import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { PlainPage } from '../session/plain-page.tsx';
import { OneFieldForm } from './one-field-form.tsx';
import { postSession } from './post-session.ts';

/** What a right password is answered with when a code is asked for too. */
export type SignInStep = { awaits: 'code' } | null;

/** The second step of signing in: the code of the app, or a backup code. */
export function SecondStep({ onEnter, onBack }: { onEnter: () => void; onBack: () => void }) {
  const { t } = useTranslation();
  return (
    <PlainPage title={t('factors.secondStepHeading')}>
      <h1>{t('factors.secondStepHeading')}</h1>
      <p>{t('factors.secondStep')}</p>
      <OneFieldForm
        asks="code"
        submitLabel={t('signIn.submit')}
        onSubmit={async (code) => {
          const answer = await postSession('second-step', { code });
          if (!answer.ok) return answer.failure;
          onEnter();
          return null;
        }}
      >
        <Button variant="subtle" onClick={onBack}>
          {t('signIn.back')}
        </Button>
      </OneFieldForm>
      <p>{t('factors.lost')}</p>
    </PlainPage>
  );
}
