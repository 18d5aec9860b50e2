import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useTRPC } from '../../api/trpc.ts';
import { Icon } from '../../components/icon.tsx';
import classes from './session.module.css';

/** Says that nobody's sales are shown, and, where that is so, that nobody was asked for a password and why. */
export function DemonstrationNote() {
  const { t } = useTranslation();
  const trpc = useTRPC();
  const { data: session } = useQuery(trpc.session.get.queryOptions());
  // Until the server says otherwise the place is kept, so that the numbers below do not jump.
  if (session && session.source !== 'simulator') return null;
  return (
    <aside className={classes.note} aria-label={t('session.demonstrationHeading')} data-pending={!session}>
      <Icon name="info" />
      <p>
        <strong>{t('session.demonstrationHeading')}</strong> {t('session.demonstration')}
        {session?.signIn !== 'password' && ` ${t('session.signedInLocally')}`}
      </p>
    </aside>
  );
}
