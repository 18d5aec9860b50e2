import { Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useTRPC } from '../../api/trpc.ts';
import { Panel } from '../../components/panel.tsx';
import { QueryPanel } from '../../components/query-panel.tsx';
import { AccountCard } from './account-card.tsx';
import classes from './accounts.module.css';

const REFETCH_MS = 20_000;

/** Every seller that is, or was, connected. */
export function AccountsPanel() {
  const { t } = useTranslation();
  const trpc = useTRPC();
  const accounts = useQuery(trpc.connections.details.queryOptions(undefined, { refetchInterval: REFETCH_MS }));
  return (
    <Panel title={t('accounts.list')}>
      <QueryPanel
        query={accounts}
        loading={<Skeleton height="12rem" />}
        isEmpty={(all) => all.length === 0}
        empty={t('accounts.none')}
      >
        {(all) => (
          <ul className={classes.accounts}>
            {all.map((account) => (
              <AccountCard key={account.connectionId} account={account} />
            ))}
          </ul>
        )}
      </QueryPanel>
    </Panel>
  );
}
