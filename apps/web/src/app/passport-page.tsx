import { NativeSelect } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useSearch } from 'wouter';
import { navigate } from 'wouter/use-browser-location';
import { useTRPC } from '../api/trpc.ts';
import { PageHead } from '../components/page-head.tsx';
import { summedBy } from '../features/evidence/contribution.ts';
import { CorrectionsPanel } from '../features/evidence/corrections-panel.tsx';
import { publishedSum } from '../features/evidence/number-of.ts';
import { ListingNumberPanel, NumberPanel } from '../features/evidence/number-panel.tsx';
import { OrdersPanel } from '../features/evidence/orders-panel.tsx';
import { numbersOfListing, readPassportView, writePassportView } from '../features/evidence/passport-search.ts';
import { VisitsPanel } from '../features/evidence/visits-panel.tsx';
import { HistoryPanel } from '../features/listing/history-panel.tsx';
import { ReconciliationLink } from '../features/reconciliation/reconciliation-link.tsx';
import { tileNames } from '../features/totals/tiles-of.ts';
import { AccountPicker } from '../features/window/account-picker.tsx';
import { useWindowFilter } from '../features/window/use-window-filter.ts';
import { WindowLine } from '../features/window/window-line.tsx';

/** Passaporte do número: what a number is made of, what was left out of it, and what changed since. */
export function PassportPage() {
  const { t } = useTranslation();
  const trpc = useTRPC();
  const { filter, setConnection } = useWindowFilter();
  const search = useSearch();
  const { number, listingId } = readPassportView(search);
  const totals = useQuery(trpc.overview.totals.queryOptions(filter, { placeholderData: keepPreviousData }));
  const { data: session } = useQuery(trpc.session.get.queryOptions());
  const choose = (name: string) => {
    const next = tileNames.find((one) => one === name) ?? number;
    navigate(location.pathname + writePassportView(location.search, { number: next, listingId }), { replace: true });
  };
  const window = totals.data?.window;
  const told = totals.data?.totals;
  const query = window && { ...window, connectionId: filter.connectionId, listingId, verdict: null };
  const offered = listingId === null ? tileNames : numbersOfListing;
  return (
    <>
      <PageHead title={t('shell.passport')} line={<WindowLine filter={filter} />}>
        <NativeSelect
          aria-label={t('passport.number')}
          value={number}
          onChange={({ currentTarget }) => choose(currentTarget.value)}
          data={offered.map((name) => ({ value: name, label: t(`totals.${name}`) }))}
        />
        {listingId === null && <AccountPicker connectionId={filter.connectionId} onChange={setConnection} />}
      </PageHead>
      {listingId === null ? (
        <NumberPanel number={number} filter={filter} />
      ) : (
        window && <ListingNumberPanel number={number} listingId={listingId} window={window} />
      )}
      {listingId === null && (number === 'revenue' || number === 'orders') && <ReconciliationLink />}
      {number === 'visits' && listingId === null && <VisitsPanel filter={filter} />}
      {number === 'visits' && listingId !== null && window && session && (
        <HistoryPanel listingId={listingId} window={window} today={session.today} />
      )}
      {query && number !== 'visits' && (
        <>
          <OrdersPanel
            number={number}
            query={{ ...query, verdict: 'counted' }}
            published={listingId === null && told ? publishedSum(told, summedBy(number)) : null}
          />
          <OrdersPanel number={number} query={{ ...query, verdict: 'left_out' }} />
        </>
      )}
      {query && <CorrectionsPanel query={query} />}
    </>
  );
}
