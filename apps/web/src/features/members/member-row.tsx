import { Button, NativeSelect } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type ApiFailure, type Member, useTRPC } from '../../api/trpc.ts';
import { Icon } from '../../components/icon.tsx';
import { describeRefusal } from './describe-refusal.ts';
import type { ShownLink } from './made-link-note.tsx';
import classes from './members.module.css';
import { RemoveFactors } from './remove-factors.tsx';
import { roleOf, roles } from './roles.ts';
import { useMembersAnew } from './use-members-anew.ts';

interface MemberRowProps {
  member: Member;
  onLink: (link: ShownLink) => void;
}

/** One person: the role, a link for a new password, and, asked twice, the way out of the company. */
export function MemberRow({
  member: { userId, email, role, hasPassword, hasSecondFactor, hasPasskey, isSelf },
  onLink,
}: MemberRowProps) {
  const { t } = useTranslation();
  const trpc = useTRPC();
  const readAnew = useMembersAnew();
  const [isAsked, setAsked] = useState(false);
  const change = useMutation(trpc.members.changeRole.mutationOptions({ onSettled: readAnew }));
  const remove = useMutation(trpc.members.remove.mutationOptions({ onSettled: readAnew }));
  const makeLink = useMutation(
    trpc.members.makeResetLink.mutationOptions({ onSuccess: ({ path }) => onLink({ path, email }) }),
  );
  const removeFactors = useMutation(trpc.members.removeFactors.mutationOptions({ onSettled: readAnew }));
  const failure: ApiFailure | null = change.error ?? remove.error ?? makeLink.error ?? removeFactors.error;
  return (
    <li className={classes.row}>
      <span className={classes.who}>
        {email} {isSelf && <span className={classes.soft}>({t('people.self')})</span>}
        {!hasPassword && <span className={classes.soft}> {t('people.noPassword')}</span>}
        {hasSecondFactor && <span className={classes.soft}> {t('factors.hasFactor')}</span>}
        {hasPasskey && <span className={classes.soft}> {t('passkeys.hasPasskey')}</span>}
      </span>
      <div className={classes.actions}>
        <NativeSelect
          aria-label={t('people.role', { email })}
          value={role}
          data={roles.map((one) => ({ value: one, label: t(`people.${one}`) }))}
          onChange={(event) => change.mutate({ userId, role: roleOf(event.currentTarget.value) })}
        />
        <Button
          variant="default"
          aria-label={t('people.resetLinkName', { email })}
          onClick={() => makeLink.mutate({ userId })}
        >
          {t('people.resetLink')}
        </Button>
        {(hasSecondFactor || hasPasskey) && !isSelf && (
          <RemoveFactors
            email={email}
            isPending={removeFactors.isPending}
            onRemove={() => removeFactors.mutate({ userId })}
          />
        )}
        {isAsked ? (
          <>
            <Button loading={remove.isPending} onClick={() => remove.mutate({ userId })}>
              {t('people.confirmRemove')}
            </Button>
            <Button variant="default" onClick={() => setAsked(false)}>
              {t('people.keep')}
            </Button>
          </>
        ) : (
          <Button variant="default" aria-label={t('people.removeName', { email })} onClick={() => setAsked(true)}>
            {t('people.remove')}
          </Button>
        )}
      </div>
      {failure && (
        <p className={classes.soft} role="alert">
          <Icon name="alert" /> {t(describeRefusal(failure))}
        </p>
      )}
    </li>
  );
}
