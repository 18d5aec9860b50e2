import { Button, Skeleton } from '@mantine/core';
import { useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { causeOf } from '../../api/describe-failure.ts';
import type { CatalogueQuery, DayWindow, WindowFilter } from '../../api/trpc.ts';
import { FailureNote } from '../../components/failure-note.tsx';
import { QueryPanel } from '../../components/query-panel.tsx';
import { NoListings } from '../listings/no-listings.tsx';
import { useListingPaths } from '../listings/use-listing-paths.ts';
import classes from './catalogue.module.css';
import { CatalogueBar } from './catalogue-bar.tsx';
import { CatalogueFilters } from './catalogue-filters.tsx';
import { CatalogueTable, type CatalogueTableProps } from './catalogue-table.tsx';
import { type CatalogueSort, type CatalogueView, hasFilters, sortedBy, withoutFilters } from './catalogue-view.ts';
import { useCatalogueRows } from './use-catalogue-rows.ts';
import { useCatalogueView } from './use-catalogue-view.ts';
import { useShownColumns } from './use-shown-columns.ts';

const TOP = { first: 0, last: 0 };

/** Every listing of the window: found, narrowed down and ordered by the server, however many there are. */
export function CataloguePanel({ filter }: { filter: WindowFilter }) {
  const { t } = useTranslation();
  const { view, setView } = useCatalogueView();
  const columns = useShownColumns();
  const [inView, setInView] = useState(TOP);
  const onSort = useCallback((sort: CatalogueSort) => setView(sortedBy(view, sort)), [view, setView]);
  const query = toQuery(filter, view);
  const { first, rowAt, list, failure, retry } = useCatalogueRows(query, inView);
  return (
    <section className={classes.panel} aria-label={t('shell.listings')}>
      <CatalogueFilters view={view} onChange={setView} />
      <CatalogueBar total={first.isPlaceholderData ? undefined : first.data?.total} query={query} columns={columns} />
      <QueryPanel
        query={first}
        loading={<Skeleton className={classes.loading} />}
        isEmpty={({ total }) => total === 0}
        empty={hasFilters(view) ? <NoMatch onClear={() => setView(withoutFilters(view))} /> : <NoListings />}
      >
        {({ total, window }) => (
          <TracedTable
            window={window}
            connectionId={filter.connectionId}
            total={total}
            rowAt={rowAt}
            list={list}
            columns={columns.shown}
            view={view}
            onSort={onSort}
            onInView={setInView}
          />
        )}
      </QueryPanel>
      {failure && <FailureNote cause={causeOf(failure)} onRetry={retry} />}
    </section>
  );
}

interface TracedTableProps extends Omit<CatalogueTableProps, 'paths'> {
  window: DayWindow;
  connectionId: string | null;
}

function TracedTable({ window, connectionId, ...table }: TracedTableProps) {
  return <CatalogueTable {...table} paths={useListingPaths(window, connectionId)} />;
}

function toQuery(filter: WindowFilter, { sort, direction, search, status, clip, abc }: CatalogueView): CatalogueQuery {
  return {
    ...filter,
    sort,
    direction,
    search: search || null,
    statuses: status && [status],
    clip,
    abcClasses: abc && [abc],
  };
}

function NoMatch({ onClear }: { onClear: () => void }) {
  const { t } = useTranslation();
  return (
    <div>
      <p>{t('catalogue.noMatch')}</p>
      <Button variant="default" mt="xs" onClick={onClear}>
        {t('catalogue.clear')}
      </Button>
    </div>
  );
}
