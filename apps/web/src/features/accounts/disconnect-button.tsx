import { Button } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { causeOf } from '../../api/describe-failure.ts';
import { type AccountDetails, useTRPC } from '../../api/trpc.ts';
import { Icon } from '../../components/icon.tsx';
import classes from './accounts.module.css';

/** Ends a connection, asked twice. */
export function DisconnectButton({ account: { connectionId }, name }: { account: AccountDetails; name: string }) {
  const { t } = useTranslation();
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const [isAsked, setAsked] = useState(false);
  const disconnect = useMutation(
    trpc.connections.disconnect.mutationOptions({
      onSettled: async () => {
        await queryClient.invalidateQueries({ queryKey: trpc.connections.pathKey() });
        await queryClient.invalidateQueries({ queryKey: trpc.freshness.pathKey() });
      },
    }),
  );
  if (!isAsked) {
    return (
      <Button variant="default" aria-label={t('accounts.disconnectName', { name })} onClick={() => setAsked(true)}>
        {t('accounts.disconnect')}
      </Button>
    );
  }
  return (
    <div className={classes.asked} role="group" aria-label={t('accounts.disconnectName', { name })}>
      <p>{t('accounts.disconnectSure')}</p>
      {disconnect.error && (
        <p className={classes.attention} role="alert">
          <Icon name="alert" /> {t('accounts.notDisconnected')} {t(`failure.${causeOf(disconnect.error)}`)}
        </p>
      )}
      <div className={classes.actions}>
        <Button loading={disconnect.isPending} onClick={() => disconnect.mutate({ connectionId })}>
          {t('accounts.confirmDisconnect')}
        </Button>
        <Button variant="default" autoFocus onClick={() => setAsked(false)}>
          {t('accounts.keep')}
        </Button>
      </div>
    </div>
  );
}
