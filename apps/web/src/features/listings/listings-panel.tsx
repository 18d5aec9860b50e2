import { Button, Skeleton } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useTRPC, type WindowFilter } from '../../api/trpc.ts';
import { Panel } from '../../components/panel.tsx';
import { QueryPanel } from '../../components/query-panel.tsx';
import { firstView, PAGE_SIZE, sortBy } from './listing-view.ts';
import classes from './listings.module.css';
import { ListingsTable } from './listings-table.tsx';
import { NoListings } from './no-listings.tsx';
import { Pager } from './pager.tsx';

/** The listings of the window, sorted and cut into pages by the server. */
export function ListingsPanel({ filter }: { filter: WindowFilter }) {
  const { t } = useTranslation();
  const trpc = useTRPC();
  const [view, setView] = useState(firstView);
  const [seenFilter, setSeenFilter] = useState(filter);
  if (seenFilter !== filter) {
    // Another window is another list: its first page.
    setSeenFilter(filter);
    setView({ ...view, page: 0 });
  }
  const { sort, direction, page } = view;
  const input = { ...filter, sort, direction, limit: PAGE_SIZE, offset: page * PAGE_SIZE, search: null };
  const listings = useQuery(trpc.overview.listings.queryOptions(input, { placeholderData: keepPreviousData }));
  const [shownPage, setShownPage] = useState(page);
  if (!listings.isPlaceholderData && shownPage !== page) setShownPage(page);
  const goTo = (next: number) => setView({ ...view, page: next });
  return (
    <Panel title={t('listings.label')}>
      <QueryPanel
        query={listings}
        loading={<LoadingRows />}
        isEmpty={({ rows }) => rows.length === 0}
        empty={page === 0 ? <NoListings hasButton /> : <PastEnd onReturn={() => goTo(0)} />}
      >
        {({ rows, total, window }) => (
          <>
            <ListingsTable
              rows={rows}
              window={window}
              connectionId={filter.connectionId}
              view={view}
              onSort={(column) => setView(sortBy(view, column))}
            />
            <Pager view={view} shownPage={shownPage} total={total} shown={rows.length} onPage={goTo} />
          </>
        )}
      </QueryPanel>
    </Panel>
  );
}

function PastEnd({ onReturn }: { onReturn: () => void }) {
  const { t } = useTranslation();
  return (
    <div>
      <p>{t('listings.pastEnd')}</p>
      <Button variant="default" mt="xs" onClick={onReturn}>
        {t('listings.toStart')}
      </Button>
    </div>
  );
}

const LOADING_ROWS = Array.from({ length: PAGE_SIZE }, (_, index) => index);

function LoadingRows() {
  return (
    <div className={classes.loading}>
      {LOADING_ROWS.map((row) => (
        <Skeleton key={row} height="var(--row)" />
      ))}
    </div>
  );
}
