import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Session } from '../../api/trpc.ts';
import { Panel } from '../../components/panel.tsx';
import { EraseForm } from './erase-form.tsx';
import classes from './settings.module.css';

const consequences = ['data', 'keys', 'people', 'backups'] as const;

/** The end of a company: what happens then, and the way to have it done. */
export function ErasePanel({ session }: { session: Session }) {
  const { t } = useTranslation();
  const [isAsked, setAsked] = useState(false);
  const { tenantId, tenantName, signIn } = session;
  return (
    <Panel title={t('erase.heading')}>
      <div className={classes.erase}>
        <p>{t('erase.what', { company: tenantName })}</p>
        <ul>
          {consequences.map((one) => (
            <li key={one}>{t(`erase.${one}`)}</li>
          ))}
        </ul>
        {signIn === 'local' && (
          <>
            <p>{t('erase.byCommand')}</p>
            <code className={classes.command}>npm run pulso -- tenant erase {tenantId}</code>
          </>
        )}
        {signIn === 'password' &&
          (isAsked ? (
            <EraseForm session={session} onKeep={() => setAsked(false)} />
          ) : (
            <div>
              <Button variant="default" onClick={() => setAsked(true)}>
                {t('erase.begin')}
              </Button>
            </div>
          ))}
      </div>
    </Panel>
  );
}
