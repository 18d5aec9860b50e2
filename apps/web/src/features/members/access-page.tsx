import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useTRPC } from '../../api/trpc.ts';
import { PageHead } from '../../components/page-head.tsx';
import { SecondFactorPanel } from '../factors/second-factor-panel.tsx';
import { PasskeysPanel } from '../passkeys/passkeys-panel.tsx';
import { AccountPanel } from './account-panel.tsx';
import { AuditPanel } from './audit-panel.tsx';
import { InvitePanel } from './invite-panel.tsx';
import { MembersPanel } from './members-panel.tsx';

/** Pessoas e acesso: one's own way in and out, and for owners everybody else's. */
export function AccessPage() {
  const { t } = useTranslation();
  const trpc = useTRPC();
  const { data: session } = useQuery(trpc.session.get.queryOptions());
  return (
    <>
      <PageHead title={t('people.title')} />
      {session && <AccountPanel session={session} />}
      {session && session.email !== null && (
        <>
          <SecondFactorPanel />
          <PasskeysPanel timeZone={session.timeZone} />
        </>
      )}
      {session?.role === 'owner' && (
        <>
          <MembersPanel />
          <InvitePanel />
          <AuditPanel timeZone={session.timeZone} />
        </>
      )}
    </>
  );
}
