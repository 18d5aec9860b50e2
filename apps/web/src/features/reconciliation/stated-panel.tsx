import { Button, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Panel } from '../../components/panel.tsx';
import { useFormatter } from '../../format/use-formatter.ts';
import { readField } from '../sign-in/read-field.ts';
import { parseCount, parseMoney_cents } from './parse-typed.ts';
import classes from './reconciliation.module.css';
import type { Stated } from './reconciliation-search.ts';

/** How an amount is written. */
const EXAMPLE_CENTS = 1_234_567;

interface StatedPanelProps {
  stated: Stated;
  onState: (stated: Stated) => void;
}

/** Where the totals are typed that the panel of Mercado Livre shows; what cannot be read is not guessed. */
export function StatedPanel({ stated, onState }: StatedPanelProps) {
  const { t } = useTranslation();
  const format = useFormatter();
  const [faults, setFaults] = useState<{ orders?: string; revenue?: string }>({});
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const typed = { orders: readField(form, 'orders').trim(), revenue: readField(form, 'revenue').trim() };
    const next = { orders: parseCount(typed.orders), revenue_cents: parseMoney_cents(typed.revenue) };
    const found = {
      ...(typed.orders !== '' && next.orders === null ? { orders: t('reconciliation.noCount') } : {}),
      ...(typed.revenue !== '' && next.revenue_cents === null
        ? { revenue: t('reconciliation.noMoney', { example: format.typed(EXAMPLE_CENTS) }) }
        : {}),
      ...(typed.orders === '' && typed.revenue === '' ? { orders: t('reconciliation.nothing') } : {}),
    };
    setFaults(found);
    if (Object.keys(found).length === 0) onState(next);
  };
  const shown = (value: number | null, write: (value: number) => string) => (value === null ? '' : write(value));
  return (
    <Panel title={t('reconciliation.stated')}>
      <p className={classes.text}>{t('reconciliation.how')}</p>
      <form className={classes.form} onSubmit={submit} noValidate>
        <TextInput
          className={classes.field}
          label={t('totals.orders')}
          name="orders"
          inputMode="numeric"
          autoComplete="off"
          maxLength={20}
          defaultValue={shown(stated.orders, String)}
          error={faults.orders}
        />
        <TextInput
          className={classes.field}
          label={t('reconciliation.revenue')}
          name="revenue"
          inputMode="decimal"
          autoComplete="off"
          maxLength={30}
          placeholder={format.typed(EXAMPLE_CENTS)}
          defaultValue={shown(stated.revenue_cents, (cents) => format.typed(cents))}
          error={faults.revenue}
        />
        <Button type="submit">{t('reconciliation.compare')}</Button>
      </form>
    </Panel>
  );
}
