import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useSearch } from 'wouter';
import type { DayWindow } from '../../api/trpc.ts';
import classes from './passport-link.module.css';
import { type PassportView, passportPath } from './passport-search.ts';

interface PassportLinkProps extends PassportView {
  window: DayWindow;
  connectionId: string | null;
  /** The number as it is written. */
  children: ReactNode;
}

/** A number that leads to what it is made of. */
export function PassportLink({ children, ...of }: PassportLinkProps) {
  const { t } = useTranslation();
  const search = useSearch();
  return (
    <Link className={classes.link} href={passportPath({ ...of, search })} title={t('passport.open')}>
      {children}
    </Link>
  );
}
