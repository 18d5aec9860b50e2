import { Button, NativeSelect } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Session } from '../../api/trpc.ts';
import { Panel } from '../../components/panel.tsx';
import { enter } from '../sign-in/enter.ts';
import { FailureLine } from '../sign-in/failure-line.tsx';
import { postSession, type SignInFailure } from '../sign-in/post-session.ts';
import classes from './members.module.css';

/** As whom one is signed in, which company one sees, and the ways out. */
export function AccountPanel({ session }: { session: Session }) {
  const { t } = useTranslation();
  const [failure, setFailure] = useState<SignInFailure | null>(null);
  const ask = async (path: string, given: object = {}) => {
    const answer = await postSession(path, given);
    // Whoever is signed out already, here or elsewhere, has what they wanted.
    if (answer.ok || answer.failure.cause === 'refused') enter();
    else setFailure(answer.failure);
  };
  const { email, role, tenants, tenantId } = session;
  if (email === null) {
    return (
      <Panel title={t('people.account')}>
        <p>{t('people.signedInLocally')}</p>
      </Panel>
    );
  }
  return (
    <Panel title={t('people.account')}>
      <p>{t('people.signedInAs', { email, role: t(`people.${role}`) })}</p>
      {tenants.length > 1 && (
        <NativeSelect
          className={classes.field}
          label={t('people.company')}
          value={tenantId}
          data={tenants.map((one) => ({ value: one.tenantId, label: one.tenantName }))}
          onChange={(event) => void ask('tenant', { tenantId: event.currentTarget.value })}
        />
      )}
      {failure && <FailureLine failure={failure} gone={t('people.failed')} />}
      <div className={classes.actions}>
        <Button variant="default" onClick={() => void ask('sign-out')}>
          {t('people.signOut')}
        </Button>
        <Button variant="default" onClick={() => void ask('sign-out-everywhere')}>
          {t('people.signOutEverywhere')}
        </Button>
      </div>
    </Panel>
  );
}
