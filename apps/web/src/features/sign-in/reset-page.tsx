import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { PlainPage } from '../session/plain-page.tsx';
import { CredentialsForm } from './credentials-form.tsx';
import { tokenOfLink } from './enter.ts';
import { postSession } from './post-session.ts';

/** Where a link leads by which a password is chosen. */
export function ResetPage() {
  const { t } = useTranslation();
  const [isDone, setDone] = useState(false);
  const [token] = useState(tokenOfLink);
  return (
    <PlainPage title={t('signIn.resetHeading')}>
      <h1>{t('signIn.resetHeading')}</h1>
      {isDone ? (
        <>
          <p role="status">{t('signIn.resetDone')}</p>
          <a href="/">{t('signIn.toSignIn')}</a>
        </>
      ) : (
        <>
          <p>{t('signIn.reset')}</p>
          <CredentialsForm
            email={null}
            isNew
            submitLabel={t('signIn.resetSubmit')}
            gone={t('signIn.linkGone')}
            onSubmit={async ({ password }) => {
              const answer = await postSession('reset-password', { token, password });
              if (!answer.ok) return answer.failure;
              setDone(true);
              return null;
            }}
          />
        </>
      )}
    </PlainPage>
  );
}
