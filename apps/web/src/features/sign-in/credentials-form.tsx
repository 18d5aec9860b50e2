import { Button, TextInput } from '@mantine/core';
import { PASSWORD_LENGTH } from '@pulso/domain/password-length';
import { type FormEvent, type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { FailureLine } from './failure-line.tsx';
import type { SignInFailure } from './post-session.ts';
import { readField } from './read-field.ts';
import classes from './sign-in.module.css';

export interface Credentials {
  email: string;
  password: string;
}

interface CredentialsFormProps {
  /** Given: it stands there and cannot be changed; null: it is not asked for; left out: it is asked for. */
  email?: string | null;
  /** The password is chosen here rather than known. */
  isNew?: boolean;
  submitLabel: string;
  gone?: string;
  forbidden?: string;
  /** @returns why it did not work, or null */
  onSubmit: (given: Credentials) => Promise<SignInFailure | null>;
  children?: ReactNode;
}

/** Address and password, as password managers know them. */
export function CredentialsForm({
  email,
  isNew = false,
  submitLabel,
  gone = '',
  forbidden,
  onSubmit,
  children,
}: CredentialsFormProps) {
  const { t } = useTranslation();
  const [isBusy, setBusy] = useState(false);
  const [failure, setFailure] = useState<SignInFailure | null>(null);
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    setBusy(true);
    setFailure(null);
    const given = { email: email ?? readField(form, 'email'), password: readField(form, 'password') };
    setFailure(await onSubmit(given));
    setBusy(false);
  };
  return (
    <form className={classes.form} onSubmit={(event) => void submit(event)}>
      {email !== null && (
        <TextInput
          label={t('signIn.email')}
          name="email"
          type="email"
          autoComplete="username"
          required
          withAsterisk={false}
          maxLength={254}
          {...(email === undefined ? { autoFocus: true } : { value: email, readOnly: true })}
        />
      )}
      <TextInput
        label={t(isNew ? 'signIn.newPassword' : 'signIn.password')}
        description={isNew ? t('signIn.passwordRule', PASSWORD_LENGTH) : undefined}
        name="password"
        type="password"
        autoComplete={isNew ? 'new-password' : 'current-password'}
        required
        withAsterisk={false}
        minLength={isNew ? PASSWORD_LENGTH.min : 1}
        maxLength={PASSWORD_LENGTH.max}
      />
      {failure && <FailureLine failure={failure} gone={gone} forbidden={forbidden} />}
      <div className={classes.actions}>
        <Button type="submit" loading={isBusy}>
          {submitLabel}
        </Button>
        {children}
      </div>
    </form>
  );
}
