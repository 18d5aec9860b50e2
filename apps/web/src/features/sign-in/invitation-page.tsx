import { Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { PlainPage } from '../session/plain-page.tsx';
import { CredentialsForm } from './credentials-form.tsx';
import { enter, tokenOfLink } from './enter.ts';
import { FailureLine } from './failure-line.tsx';
import { postSession } from './post-session.ts';
import { SecondStep, type SignInStep } from './second-step.tsx';

interface Invitation {
  tenantName: string;
  email: string;
  role: 'owner' | 'member' | 'viewer';
  hasPassword: boolean;
}

/** Where an invitation is accepted: by the password that somebody has, or by choosing one. */
export function InvitationPage() {
  const { t } = useTranslation();
  const token = tokenOfLink();
  const { data: answer } = useQuery({
    queryKey: ['invitation', token],
    queryFn: () => postSession<Invitation>('invitation', { token }),
    retry: false,
    refetchOnWindowFocus: false,
  });
  const [awaitsCode, setAwaitsCode] = useState(false);
  if (awaitsCode) return <SecondStep onEnter={enter} onBack={enter} />;
  const gone = t('signIn.invitationGone');
  if (!answer?.ok) {
    return (
      <PlainPage>
        {answer ? <FailureLine failure={answer.failure} gone={gone} /> : <Skeleton height="8rem" />}
        {answer && <a href="/">{t('signIn.toSignIn')}</a>}
      </PlainPage>
    );
  }
  const { tenantName, email, role, hasPassword } = answer.body;
  return (
    <PlainPage title={t('signIn.invitationHeading', { company: tenantName })}>
      <h1>{t('signIn.invitationHeading', { company: tenantName })}</h1>
      <p>{t('signIn.invitation', { role: t(`people.${role}`), email })}</p>
      <p>{t(hasPassword ? 'signIn.invitationKnown' : 'signIn.invitationNew')}</p>
      <CredentialsForm
        email={email}
        isNew={!hasPassword}
        submitLabel={t('signIn.invitationSubmit')}
        gone={gone}
        onSubmit={async ({ password }) => {
          const accepted = await postSession<SignInStep>('accept-invitation', { token, password });
          if (!accepted.ok) return accepted.failure;
          if (accepted.body?.awaits === 'code') setAwaitsCode(true);
          else enter();
          return null;
        }}
      />
    </PlainPage>
  );
}
