import { useTranslation } from 'react-i18next';
import { PlainPage } from './plain-page.tsx';

export function UnknownAddress() {
  const { t } = useTranslation();
  return (
    <PlainPage title={t('session.unknownAddressHeading')}>
      <h1>{t('session.unknownAddressHeading')}</h1>
      <p>{t('session.unknownAddress')}</p>
      <p>
        <a href="/">{t('session.home')}</a>
      </p>
    </PlainPage>
  );
}
