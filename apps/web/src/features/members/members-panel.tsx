import { Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useTRPC } from '../../api/trpc.ts';
import { Panel } from '../../components/panel.tsx';
import { QueryPanel } from '../../components/query-panel.tsx';
import { MadeLinkNote, type ShownLink } from './made-link-note.tsx';
import { MemberRow } from './member-row.tsx';
import classes from './members.module.css';

/** Everybody of the company, and what an owner can do about them. */
export function MembersPanel() {
  const { t } = useTranslation();
  const trpc = useTRPC();
  const list = useQuery(trpc.members.list.queryOptions());
  const [link, setLink] = useState<ShownLink | null>(null);
  return (
    <Panel title={t('people.members')}>
      <p className={classes.soft}>{t('people.rolesNote')}</p>
      {/* Another link is not copied because the one before was. */}
      {link && <MadeLinkNote key={link.path} link={link} />}
      <QueryPanel query={list} loading={<Skeleton height="8rem" />}>
        {({ members }) => (
          <ul className={classes.list}>
            {members.map((member) => (
              <MemberRow key={member.userId} member={member} onLink={setLink} />
            ))}
          </ul>
        )}
      </QueryPanel>
    </Panel>
  );
}
