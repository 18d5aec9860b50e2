import { type ReactNode, useEffect, useLayoutEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { TenantName } from '../../features/session/tenant-name.tsx';
import type { PageModel } from '../pages.ts';
import { Navigation } from './navigation.tsx';
import { SchemeSwitch } from './scheme-switch.tsx';
import classes from './shell.module.css';

/** What stays while pages change: whose numbers these are, where one can go, and how light it is. */
export function Shell({ page, children }: { page: PageModel; children: ReactNode }) {
  const { t } = useTranslation();
  const main = useRef<HTMLElement>(null);
  const shown = useRef(page);
  const title = t(`shell.${page.name}`);
  // Before the effects of the page itself, which may know a better name.
  useLayoutEffect(() => {
    document.title = `${title} · Pulso`;
  }, [title]);
  useEffect(() => {
    if (shown.current === page) return;
    // A new page begins at its top, for the eye and for a screen reader.
    shown.current = page;
    scrollTo(0, 0);
    main.current?.focus({ preventScroll: true });
  }, [page]);
  return (
    <div className={classes.shell}>
      <a className={classes.skip} href="#conteudo">
        {t('shell.skip')}
      </a>
      <header className={classes.side}>
        <TenantName />
        <Navigation current={page} />
        <SchemeSwitch />
      </header>
      <main className={classes.main} data-wide={page.isWide} id="conteudo" tabIndex={-1} ref={main}>
        {children}
      </main>
    </div>
  );
}
