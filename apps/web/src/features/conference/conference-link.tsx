import { useTranslation } from 'react-i18next';
import { PageLink } from '../../components/page-link.tsx';
import classes from './conference-link.module.css';

/** From our numbers to the page that holds them against those of Mercado Livre's panel. */
export function ConferenceLink() {
  const { t } = useTranslation();
  return (
    <PageLink className={classes.link} path="/conferencia">
      {t('conference.open')}
    </PageLink>
  );
}
