import { Button, Skeleton } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useTRPC } from '../../api/trpc.ts';
import { Panel } from '../../components/panel.tsx';
import { QueryPanel } from '../../components/query-panel.tsx';
import { whyNoPasskeys } from '../sign-in/why-no-passkeys.ts';
import { makePasskey } from './make-passkey.ts';
import { NewPasskeyForm } from './new-passkey-form.tsx';
import { PasskeyRow } from './passkey-row.tsx';
import classes from './passkeys.module.css';

/** The passkeys of whoever reads this, the way to another, and the way to be rid of one. */
export function PasskeysPanel({ timeZone }: { timeZone: string }) {
  const { t } = useTranslation();
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const own = useQuery(trpc.session.passkeys.queryOptions());
  const readAnew = async () => {
    await Promise.all([
      queryClient.invalidateQueries({ queryKey: trpc.session.passkeys.queryKey() }),
      queryClient.invalidateQueries({ queryKey: trpc.members.pathKey() }),
    ]);
  };
  return (
    <Panel title={t('passkeys.heading')}>
      <p>{t('passkeys.what')}</p>
      <QueryPanel
        query={own}
        loading={<Skeleton height="4rem" />}
        isEmpty={(all) => all.length === 0}
        empty={t('passkeys.empty')}
      >
        {(all) => (
          <ul className={classes.list}>
            {all.map((one) => (
              <PasskeyRow key={one.passkeyId} passkey={one} timeZone={timeZone} onRemoved={() => void readAnew()} />
            ))}
          </ul>
        )}
      </QueryPanel>
      <AnotherPasskey onMade={() => void readAnew()} />
    </Panel>
  );
}

function AnotherPasskey({ onMade }: { onMade: () => void }) {
  const { t } = useTranslation();
  const [isOpen, setOpen] = useState(false);
  const why = whyNoPasskeys();
  if (why !== null) return <p className={classes.soft}>{t(`passkeys.${why}`)}</p>;
  if (!isOpen) {
    return (
      <div className={classes.actions}>
        <Button variant="default" onClick={() => setOpen(true)}>
          {t('passkeys.add')}
        </Button>
      </div>
    );
  }
  return (
    <NewPasskeyForm
      onCancel={() => setOpen(false)}
      onSubmit={async (given) => {
        const failure = await makePasskey(given);
        if (failure) return failure;
        setOpen(false);
        onMade();
        return null;
      }}
    />
  );
}
