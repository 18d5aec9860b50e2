import { Button, TextInput } from '@mantine/core';
import { type FormEvent, type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { FailureLine } from './failure-line.tsx';
import type { SignInFailure } from './post-session.ts';
import { readAnswer } from './read-answer.ts';
import classes from './sign-in.module.css';

interface OneFieldFormProps {
  asks: 'password' | 'code';
  submitLabel: string;
  /** @returns why it did not work, or null */
  onSubmit: (given: string) => Promise<SignInFailure | null>;
  children?: ReactNode;
}

/** A password or a code, as password managers and telephones know them. */
export function OneFieldForm({ asks, submitLabel, onSubmit, children }: OneFieldFormProps) {
  const { t } = useTranslation();
  const [isBusy, setBusy] = useState(false);
  const [failure, setFailure] = useState<SignInFailure | null>(null);
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const given = readAnswer(new FormData(event.currentTarget), asks);
    setBusy(true);
    setFailure(null);
    setFailure(await onSubmit(given));
    setBusy(false);
  };
  const field = { name: asks, required: true, withAsterisk: false, autoFocus: true };
  return (
    <form className={classes.form} onSubmit={(event) => void submit(event)}>
      {asks === 'password' ? (
        <TextInput
          {...field}
          type="password"
          label={t('signIn.password')}
          autoComplete="current-password"
          maxLength={128}
        />
      ) : (
        <TextInput
          {...field}
          label={t('factors.code')}
          description={t('factors.codeHint')}
          autoComplete="one-time-code"
          minLength={6}
          maxLength={20}
        />
      )}
      {failure && (
        <FailureLine
          failure={failure}
          gone={t('factors.startAgain')}
          refused={t(asks === 'password' ? 'factors.refusedPassword' : 'factors.refusedCode')}
          weak={t('factors.wrongState')}
        />
      )}
      <div className={classes.actions}>
        <Button type="submit" loading={isBusy}>
          {submitLabel}
        </Button>
        {children}
      </div>
    </form>
  );
}
