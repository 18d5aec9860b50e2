import { useTranslation } from 'react-i18next';
import { PlainPage } from '../session/plain-page.tsx';
import { CredentialsForm } from './credentials-form.tsx';
import { enter, tokenOfLink } from './enter.ts';
import { postSession } from './post-session.ts';

/** Where the first person of an empty installation chooses a password and becomes its owner. */
export function FirstOwnerPage() {
  const { t } = useTranslation();
  const token = tokenOfLink();
  return (
    <PlainPage title={t('signIn.firstOwnerHeading')}>
      <h1>{t('signIn.firstOwnerHeading')}</h1>
      <p>{t('signIn.firstOwner')}</p>
      <CredentialsForm
        isNew
        submitLabel={t('signIn.firstOwnerSubmit')}
        gone={t('signIn.firstOwnerGone')}
        forbidden={t('signIn.firstOwnerLink')}
        onSubmit={async (given) => {
          const answer = await postSession('first-owner', { ...given, ...(token ? { token } : {}) });
          if (!answer.ok) return answer.failure;
          enter();
          return null;
        }}
      >
        <a href="/">{t('signIn.toSignIn')}</a>
      </CredentialsForm>
    </PlainPage>
  );
}
