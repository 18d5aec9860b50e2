import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import type { WindowFilter } from '../api/trpc.ts';
import { PageHead } from '../components/page-head.tsx';
import { AttentionPanels } from '../features/attention/attention-panels.tsx';
import { DailyPanel } from '../features/daily/daily-panel.tsx';
import { DataAge } from '../features/freshness/data-age.tsx';
import { ListingsPanel } from '../features/listings/listings-panel.tsx';
import { ReconciliationLink } from '../features/reconciliation/reconciliation-link.tsx';
import { RefreshButton } from '../features/refresh/refresh-button.tsx';
import { RefreshStatus } from '../features/refresh/refresh-status.tsx';
import { useRefresh } from '../features/refresh/use-refresh.ts';
import { DemonstrationNote } from '../features/session/demonstration-note.tsx';
import { MetricTiles } from '../features/totals/metric-tiles.tsx';
import { AccountPicker } from '../features/window/account-picker.tsx';
import { PeriodPicker } from '../features/window/period-picker.tsx';
import { useWindowFilter } from '../features/window/use-window-filter.ts';
import { WindowLine } from '../features/window/window-line.tsx';

/** Visão geral: its parts in reading order. */
export function OverviewPage() {
  const { t } = useTranslation();
  const { filter, setDays, setRange, setConnection } = useWindowFilter();
  const refresh = useRefresh();
  return (
    <>
      <PageHead title={t('shell.overview')} line={<WindowLine filter={filter} />}>
        <AccountPicker connectionId={filter.connectionId} onChange={setConnection} />
        <PeriodPicker filter={filter} onDays={setDays} onRange={setRange} />
        <RefreshButton refresh={refresh} />
      </PageHead>
      <RefreshStatus refresh={refresh} />
      <OverviewParts filter={filter} />
    </>
  );
}

/** What depends on the window only. An update that is followed tells of itself often, and does not have all of this drawn anew each time. */
const OverviewParts = memo(function OverviewParts({ filter }: { filter: WindowFilter }) {
  return (
    <>
      <DataAge connectionId={filter.connectionId} />
      <DemonstrationNote />
      <MetricTiles filter={filter} />
      <ReconciliationLink />
      <DailyPanel filter={filter} />
      <AttentionPanels filter={filter} />
      <ListingsPanel filter={filter} />
    </>
  );
});
