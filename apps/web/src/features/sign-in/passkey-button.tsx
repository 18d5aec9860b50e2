import { Button } from '@mantine/core';
import type { PublicKeyCredentialRequestOptionsJSON } from '@simplewebauthn/browser';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { askAuthenticator, type PasskeyFailure } from './ask-authenticator.ts';
import { FailureLine } from './failure-line.tsx';
import { postSession } from './post-session.ts';
import classes from './sign-in.module.css';
import { whyNoPasskeys } from './why-no-passkeys.ts';

/** The way in for whoever keeps a passkey in this device or telephone; not there where no passkey can be used. */
export function PasskeyButton({ onEnter }: { onEnter: () => void }) {
  const { t } = useTranslation();
  const [isBusy, setBusy] = useState(false);
  const [failure, setFailure] = useState<PasskeyFailure | null>(null);
  if (whyNoPasskeys() !== null) return null;
  const enter = async () => {
    setBusy(true);
    setFailure(null);
    const refused = await signIn();
    if (!refused) onEnter();
    setFailure(refused);
    setBusy(false);
  };
  return (
    <div className={classes.other}>
      <Button variant="default" loading={isBusy} onClick={() => void enter()}>
        {t('passkeys.signIn')}
      </Button>
      {failure && <FailureLine failure={failure} gone={t('passkeys.startAgain')} refused={t('passkeys.refused')} />}
    </div>
  );
}

/** @returns why it did not work, or null */
async function signIn(): Promise<PasskeyFailure | null> {
  const question = await postSession<PublicKeyCredentialRequestOptionsJSON>('passkey/ask');
  if (!question.ok) return question.failure;
  const answer = await askAuthenticator(({ startAuthentication }) =>
    startAuthentication({ optionsJSON: question.body }),
  );
  if (!answer.ok) return answer.failure;
  const signedIn = await postSession('passkey/sign-in', { credential: answer.body });
  return signedIn.ok ? null : signedIn.failure;
}
