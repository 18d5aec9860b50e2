import { useTranslation } from 'react-i18next';
import { Icon } from '../../components/icon.tsx';
import { PageLink } from '../../components/page-link.tsx';
import { type PageModel, pages } from '../pages.ts';
import classes from './shell.module.css';

/** Every page by its name: at the side of a desk's screen, at the bottom of a phone's, under the thumb. */
export function Navigation({ current }: { current: PageModel }) {
  const { t } = useTranslation();
  return (
    <nav className={classes.navigation} aria-label={t('shell.navigation')}>
      <ul>
        {pages.map(
          (page) =>
            page.icon && (
              <li key={page.name}>
                <PageLink path={page.path} className={classes.link} {...currentOf(page, current)}>
                  <Icon name={page.icon} size={20} />
                  {t(`shell.${page.name}`)}
                </PageLink>
              </li>
            ),
        )}
      </ul>
    </nav>
  );
}

/** Where one is: on the page itself, or on one that it leads to. */
function currentOf(page: PageModel, current: PageModel) {
  if (page === current) return { 'aria-current': 'page' as const };
  const isWithin = current.within === page.name || current.path.startsWith(`${page.path}/`);
  return isWithin ? { 'aria-current': 'true' as const } : {};
}
