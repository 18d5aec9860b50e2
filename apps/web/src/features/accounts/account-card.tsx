import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { type AccountDetails, useTRPC } from '../../api/trpc.ts';
import { Icon } from '../../components/icon.tsx';
import { useMayChange } from '../session/use-may-change.ts';
import { AccountSources } from './account-sources.tsx';
import classes from './accounts.module.css';
import { connectPath } from './connect-path.ts';
import { DisconnectButton } from './disconnect-button.tsx';
import { useDepthWords } from './use-depth-words.ts';

const signs = { active: 'check', reauthorisation_required: 'alert', disconnected: 'pause' } as const;

/** One seller: whether it can be read, what is read of it and how old that is, how far back it reaches. */
export function AccountCard({ account }: { account: AccountDetails }) {
  const { t } = useTranslation();
  const trpc = useTRPC();
  const { data: session } = useQuery(trpc.session.get.queryOptions());
  const mayChange = useMayChange();
  const headingId = useId();
  const depth = useDepthWords(account);
  const { sellerId, nickname, status, statusReason } = account;
  const name = nickname ?? sellerId;
  return (
    <li aria-labelledby={headingId}>
      <div className={classes.head}>
        <h3 id={headingId}>{name}</h3>
        {nickname !== null && <span className={classes.soft}>{t('accounts.seller', { id: sellerId })}</span>}
        <span className={classes.status} data-status={status}>
          <Icon name={signs[status]} /> {t(`accounts.${status}`)}
        </span>
      </div>
      {status !== 'active' && <p className={classes.text}>{statusReason ?? t('accounts.disconnectedWhy')}</p>}
      {status !== 'disconnected' && <AccountSources account={account} />}
      <p className={classes.soft}>{depth}</p>
      <div className={classes.actions}>
        {mayChange && status !== 'active' && (
          <Button component="a" href={connectPath(null)} aria-label={t('accounts.reconnectName', { name })}>
            {t('accounts.reconnect')}
          </Button>
        )}
        {session?.role === 'owner' && status !== 'disconnected' && <DisconnectButton account={account} name={name} />}
      </div>
    </li>
  );
}
