import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useTRPC } from '../api/trpc.ts';
import { PageHead } from '../components/page-head.tsx';
import { SchedulePanel } from '../features/runs/schedule-panel.tsx';
import { AlertsPanel } from '../features/settings/alerts-panel.tsx';
import { ErasePanel } from '../features/settings/erase-panel.tsx';
import { LanguagePanel } from '../features/settings/language-panel.tsx';
import { PeoplePanel } from '../features/settings/people-panel.tsx';
import { ZonePanel } from '../features/settings/zone-panel.tsx';

/** Ajustes: how the company's days are cut, what runs by itself, whom trouble is told to; for owners also the end of it all. */
export function SettingsPage() {
  const { t } = useTranslation();
  const trpc = useTRPC();
  const { data: session } = useQuery(trpc.session.get.queryOptions());
  const isOwner = session?.role === 'owner';
  return (
    <>
      <PageHead title={t('shell.settings')} line={t('settings.line')} />
      <PeoplePanel />
      <ZonePanel />
      <SchedulePanel />
      {isOwner && <AlertsPanel />}
      <LanguagePanel />
      {isOwner && <ErasePanel session={session} />}
    </>
  );
}
