import { Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { type AuditEntry, useTRPC } from '../../api/trpc.ts';
import { Panel } from '../../components/panel.tsx';
import { QueryPanel } from '../../components/query-panel.tsx';
import { useFormatter } from '../../format/use-formatter.ts';
import { findJob } from '../runs/jobs.ts';
import classes from './members.module.css';

const SHOWN = 50;

/** Who did what, the newest first. */
export function AuditPanel({ timeZone }: { timeZone: string }) {
  const { t } = useTranslation();
  const trpc = useTRPC();
  const format = useFormatter();
  const entries = useQuery(trpc.members.audit.queryOptions({ before: null, limit: SHOWN }));
  const say = ({ action, subject }: AuditEntry) => {
    const job = findJob(subject ?? '');
    return t(`audit.${action}`, { subject: job ? t(`job.${job.word}`) : (subject ?? '') });
  };
  return (
    <Panel title={t('people.audit')}>
      <QueryPanel
        query={entries}
        loading={<Skeleton height="8rem" />}
        isEmpty={(all) => all.length === 0}
        empty={t('people.auditEmpty')}
      >
        {(all) => (
          <ul className={classes.list}>
            {all.map((entry) => (
              <li key={entry.entryId} className={`${classes.row} ${classes.entry}`}>
                <span className={classes.who}>
                  {entry.actorEmail ?? t('people.nobody')}: {say(entry)}
                </span>
                <span className={classes.soft}>{format.instant(entry.happenedAt, timeZone)}</span>
              </li>
            ))}
          </ul>
        )}
      </QueryPanel>
    </Panel>
  );
}
