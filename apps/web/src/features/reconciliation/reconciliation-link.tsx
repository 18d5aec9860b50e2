import { useTranslation } from 'react-i18next';
import { PageLink } from '../../components/page-link.tsx';
import classes from './reconciliation-link.module.css';

/** From our numbers to the page that holds them against those of Mercado Livre's panel. */
export function ReconciliationLink() {
  const { t } = useTranslation();
  return (
    <PageLink className={classes.link} path="/conferencia">
      {t('reconciliation.open')}
    </PageLink>
  );
}
