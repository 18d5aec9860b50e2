import { Skeleton } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { DayWindow } from '../../api/trpc.ts';
import { Panel } from '../../components/panel.tsx';
import { QueryPanel } from '../../components/query-panel.tsx';
import { useFormatter } from '../../format/use-formatter.ts';
import { listingStates } from '../listings/listing-states.ts';
import { changesOf, type ListingChange } from './changes-of.ts';
import classes from './listing.module.css';
import { useListingHistory } from './use-listing-history.ts';

interface ChangesPanelProps {
  listingId: string;
  window: DayWindow;
  timeZone: string;
}

/** When its price, its clip, its stock or its state became another. */
export function ChangesPanel({ listingId, window, timeZone }: ChangesPanelProps) {
  const { t } = useTranslation();
  const history = useListingHistory(listingId, window);
  return (
    <Panel title={t('listing.changes')}>
      <QueryPanel
        query={history}
        loading={<Skeleton height="6rem" />}
        isEmpty={(told) => changesOf(told, { window, timeZone }).length === 0}
        empty={t('listing.noChanges')}
      >
        {(told) => (
          <ul className={classes.changes}>
            {changesOf(told, { window, timeZone }).map((change) => (
              <ChangeLine key={JSON.stringify(change)} change={change} timeZone={timeZone} />
            ))}
          </ul>
        )}
      </QueryPanel>
    </Panel>
  );
}

function ChangeLine({ change, timeZone }: { change: ListingChange; timeZone: string }) {
  const format = useFormatter();
  const when = change.kind === 'status' ? format.instant(change.seenAt, timeZone) : format.weekday(change.date);
  return (
    <li>
      <span className={classes.when}>{when}</span>
      <span>{useChangeWords(change)}</span>
    </li>
  );
}

function useChangeWords(change: ListingChange): string {
  const { t } = useTranslation();
  const format = useFormatter();
  switch (change.kind) {
    case 'price':
      return t('listing.price', { before: format.money(change.before), after: format.money(change.after) });
    case 'clip':
      return t(change.after ? 'listing.clipAdded' : 'listing.clipRemoved');
    case 'soldOut':
      return t('listing.soldOut');
    case 'restocked':
      return t('listing.restocked', { count: change.after, n: format.count(change.after) });
    case 'status': {
      const state = listingStates.find((one) => one === change.after);
      return state ? t(`listing.state_${state}`) : t('listing.stateOther', { state: change.after });
    }
  }
}
