import { useTranslation } from 'react-i18next';
import { PageLink } from '../../components/page-link.tsx';
import { Panel } from '../../components/panel.tsx';
import classes from './settings.module.css';

/** Where people are invited and what they may do is a page of its own. */
export function PeoplePanel() {
  const { t } = useTranslation();
  return (
    <Panel title={t('people.members')}>
      <p className={classes.text}>
        {t('settings.people')}{' '}
        <PageLink className={classes.link} path="/acesso">
          {t('settings.toPeople')}
        </PageLink>
      </p>
    </Panel>
  );
}
