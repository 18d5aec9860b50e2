import { Button, Skeleton } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { causeOf } from '../../api/describe-failure.ts';
import { Icon } from '../../components/icon.tsx';
import { Panel } from '../../components/panel.tsx';
import { QueryPanel } from '../../components/query-panel.tsx';
import { useFormatter } from '../../format/use-formatter.ts';
import classes from './settings.module.css';
import { placeOf } from './time-zones.ts';
import { useZone } from './use-zone.ts';
import { ZoneForm } from './zone-form.tsx';

/** Where the days of the company begin, and the way to move that; until it is published the old days stay, and it says so. */
export function ZonePanel() {
  const { t } = useTranslation();
  const format = useFormatter();
  const { session, zone, change } = useZone();
  const isOwner = session?.role === 'owner';
  return (
    <Panel title={t('zone.heading')}>
      <QueryPanel query={zone} loading={<Skeleton height="8rem" />}>
        {({ timeZone, nextTimeZone }) => (
          <>
            <p className={classes.text}>
              {session && t('zone.now', { place: placeOf(timeZone), zone: format.zone(timeZone, session.now) })}
            </p>
            {nextTimeZone !== null && (
              <p className={classes.note} role="status">
                <Icon name="clock" />
                <span>{t('zone.coming', { place: placeOf(nextTimeZone), old: placeOf(timeZone) })}</span>
              </p>
            )}
            {change.error && (
              <p className={classes.attention} role="alert">
                <Icon name="alert" /> {t('zone.notChanged')} {t(`failure.${causeOf(change.error)}`)}
              </p>
            )}
            {isOwner && nextTimeZone === null && (
              <ZoneForm
                key={timeZone}
                timeZone={timeZone}
                at={session.now}
                isBusy={change.isPending}
                onChoose={(next) => change.mutate({ timeZone: next })}
              />
            )}
            {isOwner && nextTimeZone !== null && (
              <div className={classes.form}>
                <Button variant="default" loading={change.isPending} onClick={() => change.mutate({ timeZone })}>
                  {t('zone.takeBack')}
                </Button>
              </div>
            )}
          </>
        )}
      </QueryPanel>
    </Panel>
  );
}
