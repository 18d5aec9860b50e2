import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { OwnPasskey } from '../../api/trpc.ts';
import { useFormatter } from '../../format/use-formatter.ts';
import { OneFieldForm } from '../sign-in/one-field-form.tsx';
import { postSession } from '../sign-in/post-session.ts';
import classes from './passkeys.module.css';

interface PasskeyRowProps {
  passkey: OwnPasskey;
  timeZone: string;
  onRemoved: () => void;
}

/** One passkey: since when and until when it was used, and the way to take it away, which asks for the password. */
export function PasskeyRow({
  passkey: { passkeyId, name, createdAt, lastUsedAt },
  timeZone,
  onRemoved,
}: PasskeyRowProps) {
  const { t } = useTranslation();
  const format = useFormatter();
  const [isAsked, setAsked] = useState(false);
  const remove = async (password: string) => {
    const answer = await postSession('passkey/remove', { passkeyId, password });
    // One that was taken away in another window is what was wanted.
    if (!answer.ok && answer.failure.cause !== 'gone') return answer.failure;
    onRemoved();
    return null;
  };
  const used = lastUsedAt === null ? null : format.instant(lastUsedAt, timeZone);
  return (
    <li className={classes.one}>
      <span className={classes.name}>{name}</span>
      <span className={classes.soft}>
        {t('passkeys.created', { when: format.instant(createdAt, timeZone) })}{' '}
        {used === null ? t('passkeys.neverUsed') : t('passkeys.used', { when: used })}
      </span>
      {isAsked ? (
        <>
          <p>{t('passkeys.confirmPassword', { name })}</p>
          <OneFieldForm asks="password" submitLabel={t('passkeys.confirmRemove')} onSubmit={remove}>
            <Button variant="subtle" onClick={() => setAsked(false)}>
              {t('factors.cancel')}
            </Button>
          </OneFieldForm>
        </>
      ) : (
        <Button variant="default" aria-label={t('passkeys.removeName', { name })} onClick={() => setAsked(true)}>
          {t('passkeys.remove')}
        </Button>
      )}
    </li>
  );
}
