import { useTranslation } from 'react-i18next';
import { PlainPage } from './plain-page.tsx';

/** There are no logins yet, so the page opens only where nobody else can see it. */
export function SignInUnavailable() {
  const { t } = useTranslation();
  return (
    <PlainPage>
      <h1>{t('session.signInHeading')}</h1>
      <p>{t('session.signInWhy')}</p>
      <p>{t('session.signInWhat')}</p>
    </PlainPage>
  );
}
