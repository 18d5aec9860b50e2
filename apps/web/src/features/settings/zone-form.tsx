import { Button, NativeSelect } from '@mantine/core';
import { type FormEvent, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormatter } from '../../format/use-formatter.ts';
import { readField } from '../sign-in/read-field.ts';
import classes from './settings.module.css';
import { choicesOf, placeOf } from './time-zones.ts';

interface ZoneFormProps {
  /** The present one. */
  timeZone: string;
  /** ISO 8601: zones are called as they are then. */
  at: string;
  isBusy: boolean;
  onChoose: (timeZone: string) => void;
}

/** Any zone; those of Brazil stand first, with the name of their time. */
export function ZoneForm({ timeZone, at, isBusy, onChoose }: ZoneFormProps) {
  const { t } = useTranslation();
  const format = useFormatter();
  const groups = useMemo(() => {
    const { home, others } = choicesOf(timeZone);
    return [
      {
        group: t('zone.brazil'),
        items: home.map((one) => ({ value: one, label: `${placeOf(one)} (${format.zone(one, at)})` })),
      },
      { group: t('zone.others'), items: others.map((one) => ({ value: one, label: placeOf(one) })) },
    ];
  }, [timeZone, at, format, t]);
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const chosen = readField(new FormData(event.currentTarget), 'timeZone');
    if (chosen !== timeZone) onChoose(chosen);
  };
  return (
    <>
      <form className={classes.form} onSubmit={submit}>
        <NativeSelect
          className={classes.field}
          label={t('zone.choose')}
          name="timeZone"
          defaultValue={timeZone}
          data={groups}
        />
        <Button type="submit" variant="default" loading={isBusy}>
          {t('zone.change')}
        </Button>
      </form>
      <p className={classes.soft}>{t('zone.why')}</p>
    </>
  );
}
