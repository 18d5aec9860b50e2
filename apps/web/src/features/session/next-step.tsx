import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useTRPC } from '../../api/trpc.ts';
import { PageLink } from '../../components/page-link.tsx';
import { useMayChange } from './use-may-change.ts';

/**
 * What brings numbers to a page that has none: an account to be connected, else the button.
 * @param props.hasButton it stands on this page; otherwise the page that has it is named
 */
export function NextStep({ hasButton = false }: { hasButton?: boolean }) {
  const { t } = useTranslation();
  const trpc = useTRPC();
  const mayChange = useMayChange();
  const { data: connections } = useQuery(trpc.connections.list.queryOptions());
  if (!connections) return null;
  if (connections.every(({ status }) => status === 'disconnected')) {
    return (
      <p>
        {t('freshness.none')} <PageLink path="/contas">{t('session.toAccounts')}</PageLink>
      </p>
    );
  }
  // Whoever only looks has no button, and is not sent to it.
  if (!mayChange) return null;
  if (hasButton) return <p>{t('session.useButton')}</p>;
  return (
    <p>
      {t('session.buttonElsewhere')} <PageLink path="/">{t('session.home')}</PageLink>
    </p>
  );
}
