import { Button, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useTRPC } from '../../api/trpc.ts';
import { useFormatter } from '../../format/use-formatter.ts';
import { readField } from '../sign-in/read-field.ts';
import classes from './period-picker.module.css';
import { DAYS_MAX, type DayRange, lengthOf } from './window-search.ts';

interface RangeFormProps {
  /** What is shown now; null = no range of one's own. */
  range: DayRange | null;
  onChoose: (range: DayRange) => void;
}

/** Two days, both of them part of the period. */
export function RangeForm({ range, onChoose }: RangeFormProps) {
  const { t } = useTranslation();
  const format = useFormatter();
  const trpc = useTRPC();
  const { data: session } = useQuery(trpc.session.get.queryOptions());
  const [isFaulty, setFaulty] = useState(false);
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const chosen = { from: readField(form, 'from'), to: readField(form, 'to') };
    const isPossible = lengthOf(chosen) !== null && (!session || chosen.to <= session.today);
    setFaulty(!isPossible);
    if (isPossible) onChoose(chosen);
  };
  const today = session?.today;
  const field = (name: 'from' | 'to') => (
    <TextInput
      type="date"
      name={name}
      required
      aria-label={t(`window.${name}`)}
      defaultValue={range?.[name] ?? ''}
      {...(today ? { max: today } : {})}
    />
  );
  return (
    <form className={classes.form} onSubmit={submit}>
      {field('from')}
      {field('to')}
      <Button type="submit" variant="default">
        {t('window.show')}
      </Button>
      {isFaulty && (
        <p className={classes.fault} role="alert">
          {t('window.faulty', { days: format.count(DAYS_MAX) })}
        </p>
      )}
    </form>
  );
}
