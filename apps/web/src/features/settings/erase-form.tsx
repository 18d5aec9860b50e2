import { Button, TextInput } from '@mantine/core';
import { PASSWORD_LENGTH } from '@pulso/domain/password-length';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Session } from '../../api/trpc.ts';
import { Icon } from '../../components/icon.tsx';
import { FailureLine } from '../sign-in/failure-line.tsx';
import { postSession, type SignInFailure } from '../sign-in/post-session.ts';
import { readField } from '../sign-in/read-field.ts';
import { type ErasedCompany, keepReceipt } from './kept-receipt.ts';
import classes from './settings.module.css';

interface EraseFormProps {
  session: Session;
  onKeep: () => void;
}

/** Asks for what only an owner who means it types: the company's name and the password. */
export function EraseForm({ session: { tenantName, timeZone, email }, onKeep }: EraseFormProps) {
  const { t } = useTranslation();
  const [isBusy, setBusy] = useState(false);
  const [failure, setFailure] = useState<SignInFailure | null>(null);
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const given = { companyName: readField(form, 'companyName'), password: readField(form, 'password') };
    setBusy(true);
    setFailure(null);
    const answer = await postSession<ErasedCompany['receipt']>('erase-company', given);
    if (answer.ok) {
      keepReceipt({ companyName: tenantName, timeZone, receipt: answer.body });
      // Loaded anew: nothing of the company stays in the memory of this page.
      location.replace('/recibo');
      return;
    }
    setFailure(answer.failure);
    setBusy(false);
  };
  return (
    <form className={classes.erase} onSubmit={(event) => void submit(event)} aria-label={t('erase.heading')}>
      <input type="hidden" name="username" autoComplete="username" value={email ?? ''} readOnly />
      <TextInput
        className={classes.field}
        label={t('erase.name', { company: tenantName })}
        name="companyName"
        autoComplete="off"
        autoFocus
        required
        withAsterisk={false}
        maxLength={200}
      />
      <TextInput
        className={classes.field}
        label={t('erase.password')}
        name="password"
        type="password"
        autoComplete="current-password"
        required
        withAsterisk={false}
        maxLength={PASSWORD_LENGTH.max}
      />
      {failure && <EraseFailure failure={failure} />}
      {isBusy && <p role="status">{t('erase.busy')}</p>}
      <div className={classes.form}>
        <Button type="submit" loading={isBusy}>
          {t('erase.confirm')}
        </Button>
        <Button variant="default" disabled={isBusy} onClick={onKeep}>
          {t('erase.keep')}
        </Button>
      </div>
    </form>
  );
}

function EraseFailure({ failure }: { failure: SignInFailure }) {
  const { t } = useTranslation();
  if (failure.cause === 'wait') return <FailureLine failure={failure} gone="" />;
  return (
    <p className={classes.attention} role="alert">
      <Icon name="alert" /> <span>{t(`erase.failed_${failure.cause}`)}</span>
    </p>
  );
}
