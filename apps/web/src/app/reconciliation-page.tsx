import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useSearch } from 'wouter';
import { navigate } from 'wouter/use-browser-location';
import { useTRPC } from '../api/trpc.ts';
import { PageHead } from '../components/page-head.tsx';
import { DifferencePanel } from '../features/reconciliation/difference-panel.tsx';
import { readStated, type Stated, writeStated } from '../features/reconciliation/reconciliation-search.ts';
import { StatedPanel } from '../features/reconciliation/stated-panel.tsx';
import { AccountPicker } from '../features/window/account-picker.tsx';
import { PeriodPicker } from '../features/window/period-picker.tsx';
import { useWindowFilter } from '../features/window/use-window-filter.ts';
import { WindowLine } from '../features/window/window-line.tsx';
import { firstOf } from '../features/window/window-search.ts';

/** Conferência: a total that Mercado Livre's panel shows, and why ours differs from it. */
export function ReconciliationPage() {
  const { t } = useTranslation();
  const trpc = useTRPC();
  const { filter, setDays, setRange, setConnection } = useWindowFilter();
  const stated = readStated(useSearch());
  const { data: session } = useQuery(trpc.session.get.queryOptions());
  const { days, to = session?.today, connectionId } = filter;
  const choose = (next: Stated) => navigate(location.pathname + writeStated(location.search, next), { replace: true });
  return (
    <>
      <PageHead title={t('shell.reconciliation')} line={<WindowLine filter={filter} />}>
        <AccountPicker connectionId={connectionId} onChange={setConnection} />
        <PeriodPicker filter={filter} onDays={setDays} onRange={setRange} />
      </PageHead>
      <StatedPanel key={JSON.stringify(filter)} stated={stated} onState={choose} />
      <DifferencePanel query={to ? { ...stated, from: firstOf({ days, to }), to, connectionId } : null} />
    </>
  );
}
