import { useTranslation } from 'react-i18next';
import { DailyPanel } from '../features/daily/daily-panel.tsx';
import { DataAge } from '../features/freshness/data-age.tsx';
import { ListingsPanel } from '../features/listings/listings-panel.tsx';
import { RefreshButton } from '../features/refresh/refresh-button.tsx';
import { RefreshStatus } from '../features/refresh/refresh-status.tsx';
import { useRefresh } from '../features/refresh/use-refresh.ts';
import { DemonstrationNote } from '../features/session/demonstration-note.tsx';
import { TenantName } from '../features/session/tenant-name.tsx';
import { MetricTiles } from '../features/totals/metric-tiles.tsx';
import { AccountPicker } from '../features/window/account-picker.tsx';
import { PeriodPicker } from '../features/window/period-picker.tsx';
import { useWindowFilter } from '../features/window/use-window-filter.ts';
import { WindowLine } from '../features/window/window-line.tsx';
import classes from './overview-page.module.css';

/** Visão geral: its parts in reading order. */
export function OverviewPage() {
  const { t } = useTranslation();
  const { filter, setDays, setConnection } = useWindowFilter();
  const refresh = useRefresh();
  return (
    <div className={classes.page}>
      <a className={classes.skip} href="#numeros">
        {t('page.skip')}
      </a>
      <header className={classes.masthead}>
        <TenantName />
        <div className={classes.controls}>
          <PeriodPicker days={filter.days} onChange={setDays} />
          <RefreshButton refresh={refresh} />
        </div>
      </header>
      <main className={classes.main} id="numeros">
        <div className={classes.heading}>
          <h1>{t('page.title')}</h1>
          <AccountPicker connectionId={filter.connectionId} onChange={setConnection} />
          <div className={classes.line}>
            <WindowLine filter={filter} />
          </div>
        </div>
        <RefreshStatus refresh={refresh} />
        <DataAge connectionId={filter.connectionId} />
        <DemonstrationNote />
        <MetricTiles filter={filter} />
        <DailyPanel filter={filter} />
        <ListingsPanel filter={filter} />
      </main>
    </div>
  );
}
