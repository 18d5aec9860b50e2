import { Button, Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useTRPC } from '../../api/trpc.ts';
import { Panel } from '../../components/panel.tsx';
import { QueryPanel } from '../../components/query-panel.tsx';
import { OneFieldForm } from '../sign-in/one-field-form.tsx';
import { postSession } from '../sign-in/post-session.ts';
import { BackupCodes } from './backup-codes.tsx';
import { FactorButtons, type FactorChange } from './factor-buttons.tsx';
import { NewApp, type PreparedApp } from './new-app.tsx';
import { useAccessAnew } from './use-access-anew.ts';

/** Turns the second factor of whoever reads this on and off. */
export function SecondFactorPanel() {
  const { t } = useTranslation();
  const trpc = useTRPC();
  const readAnew = useAccessAnew();
  const access = useQuery(trpc.session.access.queryOptions());
  const [change, setChange] = useState<FactorChange | null>(null);
  const [app, setApp] = useState<PreparedApp | null>(null);
  const [codes, setCodes] = useState<string[] | null>(null);
  const apply = async (asked: FactorChange, password: string) => {
    const answer = await postSession<PreparedApp | null>(`second-factor/${asked}`, { password });
    if (!answer.ok) return answer.failure;
    setChange(null);
    if (asked === 'prepare') setApp(answer.body);
    else setCodes(answer.body?.backupCodes ?? null);
    if (asked !== 'prepare') await readAnew();
    return null;
  };
  const confirmed = () => {
    setCodes(app?.backupCodes ?? null);
    setApp(null);
    void readAnew();
  };
  const show = (isOn: boolean) => {
    if (codes) return <BackupCodes codes={codes} onStored={() => setCodes(null)} />;
    if (app) return <NewApp app={app} onConfirmed={confirmed} onCancel={() => setApp(null)} />;
    if (!change) return <FactorButtons isOn={isOn} onAsk={setChange} />;
    return (
      <>
        <p>{t('factors.confirmPassword')}</p>
        <OneFieldForm asks="password" submitLabel={t('factors.goOn')} onSubmit={(given) => apply(change, given)}>
          <Button variant="subtle" onClick={() => setChange(null)}>
            {t('factors.cancel')}
          </Button>
        </OneFieldForm>
      </>
    );
  };
  return (
    <Panel title={t('factors.heading')}>
      <QueryPanel query={access} loading={<Skeleton height="4rem" />}>
        {(own) => show(own?.hasSecondFactor ?? false)}
      </QueryPanel>
    </Panel>
  );
}
