import { Button } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useTRPC } from '../../api/trpc.ts';
import { useFormatter } from '../../format/use-formatter.ts';
import classes from './members.module.css';
import { useMembersAnew } from './use-members-anew.ts';

/** The invitations that wait, each with the way to take it back. */
export function OpenInvitations() {
  const { t } = useTranslation();
  const trpc = useTRPC();
  const format = useFormatter();
  const readAnew = useMembersAnew();
  const { data: session } = useQuery(trpc.session.get.queryOptions());
  const { data } = useQuery(trpc.members.list.queryOptions());
  const revoke = useMutation(trpc.members.revokeInvitation.mutationOptions({ onSettled: readAnew }));
  if (!data || !session || data.invitations.length === 0) return null;
  return (
    <>
      <h3 className={classes.subheading}>{t('people.invitations')}</h3>
      <ul className={classes.list}>
        {data.invitations.map(({ invitationId, email, role, expiresAt }) => (
          <li key={invitationId} className={classes.row}>
            <span className={classes.who}>
              {email}{' '}
              <span className={classes.soft}>
                {t(`people.${role}`)}, {t('people.expires', { when: format.instant(expiresAt, session.timeZone) })}
              </span>
            </span>
            <div className={classes.actions}>
              <Button
                variant="default"
                aria-label={t('people.revokeName', { email })}
                onClick={() => revoke.mutate({ invitationId })}
              >
                {t('people.revoke')}
              </Button>
            </div>
          </li>
        ))}
      </ul>
    </>
  );
}
