import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { PlainPage } from '../session/plain-page.tsx';
import { AskReset } from './ask-reset.tsx';
import { CredentialsForm } from './credentials-form.tsx';
import { PasskeyButton } from './passkey-button.tsx';
import { postSession } from './post-session.ts';
import { readStart } from './read-start.ts';
import { SecondStep, type SignInStep } from './second-step.tsx';

/** The way in for whoever has a password; it stands in the place of the page that was asked for, which then opens. */
export function SignInPage() {
  const { t } = useTranslation();
  const [hasForgotten, setForgotten] = useState(false);
  const { data: start } = useQuery({ queryKey: ['start'], queryFn: readStart });
  const [awaitsCode, setAwaitsCode] = useState(false);
  if (awaitsCode) return <SecondStep onEnter={() => location.reload()} onBack={() => setAwaitsCode(false)} />;
  if (hasForgotten) return <AskReset resetsByMail={start?.resetsByMail ?? false} onBack={() => setForgotten(false)} />;
  return (
    <PlainPage title={t('signIn.heading')}>
      <h1>{t('signIn.heading')}</h1>
      {start?.isEmpty && <p>{t('signIn.firstOwnerLink')}</p>}
      <CredentialsForm
        submitLabel={t('signIn.submit')}
        onSubmit={async (given) => {
          const answer = await postSession<SignInStep>('sign-in', given);
          if (!answer.ok) return answer.failure;
          if (answer.body?.awaits === 'code') setAwaitsCode(true);
          else location.reload();
          return null;
        }}
      >
        <Button variant="subtle" onClick={() => setForgotten(true)}>
          {t('signIn.forgot')}
        </Button>
      </CredentialsForm>
      <PasskeyButton onEnter={() => location.reload()} />
    </PlainPage>
  );
}
