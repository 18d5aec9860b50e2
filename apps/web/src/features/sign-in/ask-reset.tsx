import { Button, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { PlainPage } from '../session/plain-page.tsx';
import { FailureLine } from './failure-line.tsx';
import { postSession, type SignInFailure } from './post-session.ts';
import classes from './sign-in.module.css';

/** The way to a new password: a mail where mails are sent, else whom to ask. */
export function AskReset({ resetsByMail, onBack }: { resetsByMail: boolean; onBack: () => void }) {
  const { t } = useTranslation();
  const [isSent, setSent] = useState(false);
  const [failure, setFailure] = useState<SignInFailure | null>(null);
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const answer = await postSession('ask-reset', { email: new FormData(event.currentTarget).get('email') });
    setFailure(answer.ok ? null : answer.failure);
    setSent(answer.ok);
  };
  return (
    <PlainPage title={t('signIn.askResetHeading')}>
      <h1>{t('signIn.askResetHeading')}</h1>
      {!resetsByMail && <p>{t('signIn.askResetByOwner')}</p>}
      {isSent && <p role="status">{t('signIn.askResetSent')}</p>}
      <form className={classes.form} onSubmit={(event) => void submit(event)}>
        {resetsByMail && !isSent && (
          <TextInput
            label={t('signIn.email')}
            name="email"
            type="email"
            autoComplete="username"
            required
            withAsterisk={false}
          />
        )}
        {failure && <FailureLine failure={failure} gone="" />}
        <div className={classes.actions}>
          {resetsByMail && !isSent && <Button type="submit">{t('signIn.askReset')}</Button>}
          <Button variant="subtle" onClick={onBack}>
            {t('signIn.back')}
          </Button>
        </div>
      </form>
    </PlainPage>
  );
}
