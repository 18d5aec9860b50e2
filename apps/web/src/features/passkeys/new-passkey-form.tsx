import { Button, TextInput } from '@mantine/core';
import { PASSWORD_LENGTH } from '@pulso/domain/password-length';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PasskeyFailure } from '../sign-in/ask-authenticator.ts';
import { FailureLine } from '../sign-in/failure-line.tsx';
import { readField } from '../sign-in/read-field.ts';
import classes from './passkeys.module.css';

interface NewPasskeyFormProps {
  /** @returns why it did not work, or null */
  onSubmit: (given: { name: string; password: string }) => Promise<PasskeyFailure | null>;
  onCancel: () => void;
}

/** What a new passkey is called, and the password once more; the device then asks by itself. */
export function NewPasskeyForm({ onSubmit, onCancel }: NewPasskeyFormProps) {
  const { t } = useTranslation();
  const [isBusy, setBusy] = useState(false);
  const [failure, setFailure] = useState<PasskeyFailure | null>(null);
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    setBusy(true);
    setFailure(null);
    setFailure(await onSubmit({ name: readField(form, 'name').trim(), password: readField(form, 'password') }));
    setBusy(false);
  };
  return (
    <form className={classes.form} onSubmit={(event) => void submit(event)}>
      <TextInput
        label={t('passkeys.name')}
        description={t('passkeys.nameHint')}
        name="name"
        autoComplete="off"
        required
        autoFocus
        withAsterisk={false}
        maxLength={60}
        pattern=".*\S.*"
      />
      <TextInput
        label={t('signIn.password')}
        name="password"
        type="password"
        autoComplete="current-password"
        required
        withAsterisk={false}
        maxLength={PASSWORD_LENGTH.max}
      />
      {failure && (
        <FailureLine
          failure={failure}
          gone={t('passkeys.startAgain')}
          refused={t('factors.refusedPassword')}
          weak={t('passkeys.notKept')}
          dismissed={t('passkeys.notMade')}
        />
      )}
      <div className={classes.actions}>
        <Button type="submit" loading={isBusy}>
          {t('passkeys.create')}
        </Button>
        <Button variant="subtle" onClick={onCancel}>
          {t('factors.cancel')}
        </Button>
      </div>
    </form>
  );
}
