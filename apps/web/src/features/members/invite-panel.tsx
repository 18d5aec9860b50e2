import { Button, NativeSelect, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useTRPC } from '../../api/trpc.ts';
import { Icon } from '../../components/icon.tsx';
import { Panel } from '../../components/panel.tsx';
import { readField } from '../sign-in/read-field.ts';
import { describeRefusal } from './describe-refusal.ts';
import { MadeLinkNote, type ShownLink } from './made-link-note.tsx';
import classes from './members.module.css';
import { OpenInvitations } from './open-invitations.tsx';
import { roleOf, roles } from './roles.ts';
import { useMembersAnew } from './use-members-anew.ts';

/** Whom an owner asks in, and who was asked and has not come yet. */
export function InvitePanel() {
  const { t } = useTranslation();
  const trpc = useTRPC();
  const readAnew = useMembersAnew();
  const [link, setLink] = useState<ShownLink | null>(null);
  const invite = useMutation(
    trpc.members.invite.mutationOptions({
      onSuccess: ({ path }, { email }) => setLink({ path, email }),
      onSettled: readAnew,
    }),
  );
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    setLink(null);
    invite.mutate({ email: readField(form, 'email'), role: roleOf(readField(form, 'role')) });
  };
  return (
    <Panel title={t('people.inviteHeading')}>
      <form className={classes.actions} onSubmit={submit}>
        <TextInput
          className={classes.wide}
          label={t('signIn.email')}
          name="email"
          type="email"
          required
          withAsterisk={false}
          maxLength={254}
        />
        <NativeSelect
          label={t('people.inviteRole')}
          name="role"
          defaultValue="member"
          data={roles.map((one) => ({ value: one, label: t(`people.${one}`) }))}
        />
        <Button type="submit" loading={invite.isPending}>
          {t('people.invite')}
        </Button>
      </form>
      {invite.error && (
        <p className={classes.soft} role="alert">
          <Icon name="alert" /> {t(describeRefusal(invite.error))}
        </p>
      )}
      {link && <MadeLinkNote link={link} />}
      <OpenInvitations />
    </Panel>
  );
}
