import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'wouter';
import { type DayWindow, useTRPC } from '../api/trpc.ts';
import { PageHead } from '../components/page-head.tsx';
import { PageLink } from '../components/page-link.tsx';
import { OrdersPanel } from '../features/evidence/orders-panel.tsx';
import { ChangesPanel } from '../features/listing/changes-panel.tsx';
import { HistoryPanel } from '../features/listing/history-panel.tsx';
import classes from '../features/listing/listing.module.css';
import { ListingPanel } from '../features/listing/listing-panel.tsx';
import { PeriodPicker } from '../features/window/period-picker.tsx';
import { useWindowFilter } from '../features/window/use-window-filter.ts';
import { WindowLine } from '../features/window/window-line.tsx';
import { firstOf } from '../features/window/window-search.ts';

/** Anúncio: one listing over time, its orders and its changes. */
export function ListingPage() {
  const { t } = useTranslation();
  const trpc = useTRPC();
  const [path] = useLocation();
  const listingId = path.replace(/\/+$/, '').split('/').at(-1) ?? '';
  const { filter, setDays, setRange } = useWindowFilter();
  const { data: session } = useQuery(trpc.session.get.queryOptions());
  const { days, to = session?.today } = filter;
  const window = useMemo(() => (to ? ({ from: firstOf({ days, to }), to } as DayWindow) : null), [days, to]);
  return (
    <>
      <PageHead title={t('shell.listing')} line={<WindowLine filter={filter} />}>
        <PageLink className={classes.all} path="/anuncios">
          {t('listing.all')}
        </PageLink>
        <PeriodPicker filter={filter} onDays={setDays} onRange={setRange} />
      </PageHead>
      {window && session && (
        <>
          <ListingPanel listingId={listingId} window={window} />
          <HistoryPanel listingId={listingId} window={window} today={session.today} />
          <ChangesPanel listingId={listingId} window={window} timeZone={session.timeZone} />
          <OrdersPanel number="revenue" query={{ ...window, connectionId: null, listingId, verdict: 'counted' }} />
        </>
      )}
    </>
  );
}
