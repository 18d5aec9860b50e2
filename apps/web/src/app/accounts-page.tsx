import { useTranslation } from 'react-i18next';
import { PageHead } from '../components/page-head.tsx';
import { AccountsPanel } from '../features/accounts/accounts-panel.tsx';
import { ConnectPanel } from '../features/accounts/connect-panel.tsx';
import { useMayChange } from '../features/session/use-may-change.ts';

/** Contas: the sellers that are connected, what is read of each, and the way to connect another. */
export function AccountsPage() {
  const { t } = useTranslation();
  const mayConnect = useMayChange();
  return (
    <>
      <PageHead title={t('shell.accounts')} line={t('accounts.line')} />
      <AccountsPanel />
      {mayConnect && <ConnectPanel />}
    </>
  );
}
