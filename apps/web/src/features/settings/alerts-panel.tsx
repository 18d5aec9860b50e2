import { Button, Skeleton } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { causeOf } from '../../api/describe-failure.ts';
import { useTRPC } from '../../api/trpc.ts';
import { Icon } from '../../components/icon.tsx';
import { Panel } from '../../components/panel.tsx';
import { QueryPanel } from '../../components/query-panel.tsx';
import { AlertWayRow } from './alert-way-row.tsx';
import classes from './settings.module.css';

/** On which ways trouble is told, and a message on each to see whether it comes. */
export function AlertsPanel() {
  const { t } = useTranslation();
  const trpc = useTRPC();
  const ways = useQuery(trpc.alerts.list.queryOptions());
  const trial = useMutation(trpc.alerts.tryOut.mutationOptions());
  const { error } = trial;
  return (
    <Panel title={t('alerts.heading')}>
      <QueryPanel
        query={ways}
        loading={<Skeleton height="13rem" />}
        isEmpty={(all) => all.every(({ isSetUp }) => !isSetUp)}
        empty={t('alerts.none')}
      >
        {(all) => (
          <>
            <p className={classes.text}>{t('alerts.why')}</p>
            <ul className={classes.ways}>
              {all.map((one) => (
                <AlertWayRow
                  key={one.way}
                  way={one}
                  outcome={trial.data?.find(({ way }) => way === one.way)?.outcome ?? null}
                />
              ))}
            </ul>
            {error && (
              <p className={classes.attention} role="alert">
                <Icon name="alert" />{' '}
                {error.data?.errorCode === 'too_many_attempts'
                  ? t('alerts.tooOften')
                  : `${t('alerts.notTried')} ${t(`failure.${causeOf(error)}`)}`}
              </p>
            )}
            <div className={classes.form}>
              <Button variant="default" loading={trial.isPending} onClick={() => trial.mutate({})}>
                {t('alerts.tryOut')}
              </Button>
            </div>
          </>
        )}
      </QueryPanel>
    </Panel>
  );
}
