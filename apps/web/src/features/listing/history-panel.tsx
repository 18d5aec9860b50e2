import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DayWindow } from '../../api/trpc.ts';
import { Panel } from '../../components/panel.tsx';
import { QueryPanel } from '../../components/query-panel.tsx';
import { DailyNotes } from '../daily/daily-notes.tsx';
import { DaysView, type DaysViewName, DaysViewPicker, LoadingDays } from '../daily/days-view.tsx';
import { listingStrips } from '../daily/strips.ts';
import { toListingDays } from './listing-days.ts';
import { useListingHistory } from './use-listing-history.ts';

interface HistoryPanelProps {
  listingId: string;
  window: DayWindow;
  today: string;
}

/** Sales, visits, conversion, price and stock of one listing over the same days, in one picture. */
export function HistoryPanel({ listingId, window, today }: HistoryPanelProps) {
  const { t } = useTranslation();
  const [view, setView] = useState<DaysViewName>('chart');
  const history = useListingHistory(listingId, window);
  const days = useMemo(() => toListingDays(history.data?.days ?? [], window, today), [history.data, window, today]);
  return (
    <Panel title={t('daily.label')} aside={<DaysViewPicker view={view} onChange={setView} />}>
      <QueryPanel
        query={history}
        loading={<LoadingDays strips={listingStrips} />}
        isEmpty={(told) => told.days.length === 0}
        empty={t('listing.noDays')}
      >
        {() => (
          <>
            <DaysView view={view} strips={listingStrips} days={days} window={window} />
            <DailyNotes days={days} isOfListing />
          </>
        )}
      </QueryPanel>
    </Panel>
  );
}
