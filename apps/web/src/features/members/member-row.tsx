import { Button, NativeSelect } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { type Member, useTRPC } from '../../api/trpc.ts';
import { Icon } from '../../components/icon.tsx';
import { AskedTwice } from './asked-twice.tsx';
import { describeRefusal } from './describe-refusal.ts';
import type { ShownLink } from './made-link-note.tsx';
import classes from './members.module.css';
import { roleOf, roles } from './roles.ts';
import { useMembersAnew } from './use-members-anew.ts';

interface MemberRowProps {
  member: Member;
  onLink: (link: ShownLink) => void;
}

/** One person: the role, a link for a new password, and, asked twice, the way out of the company. */
export function MemberRow({ member, onLink }: MemberRowProps) {
  const { t } = useTranslation();
  const { email, role, hasSecondFactor, hasPasskey, isSelf } = member;
  const { changeRole, makeLink, removeFactors, remove, refusal } = useMemberChanges(member, onLink);
  return (
    <li className={classes.row}>
      <Who member={member} />
      <div className={classes.actions}>
        <NativeSelect
          aria-label={t('people.role', { email })}
          value={role}
          data={roles.map((one) => ({ value: one, label: t(`people.${one}`) }))}
          onChange={(event) => changeRole(roleOf(event.currentTarget.value))}
        />
        <Button variant="default" aria-label={t('people.resetLinkName', { email })} onClick={makeLink}>
          {t('people.resetLink')}
        </Button>
        {(hasSecondFactor || hasPasskey) && !isSelf && (
          // For whoever lost the telephone.
          <AskedTwice
            label={t('factors.remove')}
            name={t('factors.removeName', { email })}
            confirmLabel={t('factors.confirmRemove')}
            {...removeFactors}
          />
        )}
        <AskedTwice
          label={t('people.remove')}
          name={t('people.removeName', { email })}
          confirmLabel={t('people.confirmRemove')}
          {...remove}
        />
      </div>
      {refusal && (
        <p className={classes.soft} role="alert">
          <Icon name="alert" /> {t(refusal)}
        </p>
      )}
    </li>
  );
}

/** What can be done about a person, and why the last of it was refused. */
function useMemberChanges({ userId, email }: Member, onLink: MemberRowProps['onLink']) {
  const trpc = useTRPC();
  const onSettled = useMembersAnew();
  const role = useMutation(trpc.members.changeRole.mutationOptions({ onSettled }));
  const removal = useMutation(trpc.members.remove.mutationOptions({ onSettled }));
  const link = useMutation(
    trpc.members.makeResetLink.mutationOptions({ onSuccess: ({ path }) => onLink({ path, email }), onSettled }),
  );
  const factors = useMutation(trpc.members.removeFactors.mutationOptions({ onSettled }));
  const begin = <Given,>(asked: { mutate: (given: Given) => void }, given: Given) => {
    // What went wrong before is over once something else is asked for.
    for (const { reset } of [role, removal, link, factors]) reset();
    asked.mutate(given);
  };
  const [ofRole, ofPerson] = [role.error ?? removal.error, link.error ?? factors.error];
  return {
    changeRole: (next: Member['role']) => begin(role, { userId, role: next }),
    makeLink: () => begin(link, { userId }),
    removeFactors: { isPending: factors.isPending, onConfirm: () => begin(factors, { userId }) },
    remove: { isPending: removal.isPending, onConfirm: () => begin(removal, { userId }) },
    refusal: ofRole ? describeRefusal(ofRole) : ofPerson && describeRefusal(ofPerson, 'people.elsewhere'),
  };
}

function Who({ member: { email, isSelf, hasPassword, hasSecondFactor, hasPasskey } }: { member: Member }) {
  const { t } = useTranslation();
  return (
    <span className={classes.who}>
      {email} {isSelf && <span className={classes.soft}>({t('people.self')})</span>}
      {!hasPassword && <span className={classes.soft}> {t('people.noPassword')}</span>}
      {hasSecondFactor && <span className={classes.soft}> {t('factors.hasFactor')}</span>}
      {hasPasskey && <span className={classes.soft}> {t('passkeys.hasPasskey')}</span>}
    </span>
  );
}
