import { Button, NativeSelect } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Panel } from '../../components/panel.tsx';
import { useFormatter } from '../../format/use-formatter.ts';
import classes from './accounts.module.css';
import { connectPath, type HistoryDays, historyDepths } from './connect-path.ts';

const USUAL_DAYS = 90;

/** Sends the browser to Mercado Livre, where the seller gives the access, or not. */
export function ConnectPanel() {
  const { t } = useTranslation();
  const format = useFormatter();
  const [days, setDays] = useState<HistoryDays>(USUAL_DAYS);
  return (
    <Panel title={t('accounts.connectHeading')}>
      <p className={classes.text}>{t('accounts.connectWhy')}</p>
      <div className={classes.actions}>
        <NativeSelect
          label={t('accounts.depth')}
          value={String(days)}
          onChange={({ currentTarget }) =>
            setDays(historyDepths.find((one) => String(one) === currentTarget.value) ?? USUAL_DAYS)
          }
          data={historyDepths.map((one) => ({
            value: String(one),
            label: t('amount.days', { count: one, n: format.count(one) }),
          }))}
        />
        <Button component="a" href={connectPath(days)}>
          {t('accounts.connect')}
        </Button>
      </div>
      <p className={classes.soft}>{t('accounts.depthWhy')}</p>
    </Panel>
  );
}
