import { VisuallyHidden } from '@mantine/core';
import type { UseQueryResult } from '@tanstack/react-query';
import { type ReactNode, useDeferredValue } from 'react';
import { useTranslation } from 'react-i18next';
import { causeOf } from '../api/describe-failure.ts';
import type { ApiFailure } from '../api/trpc.ts';
import { FailureNote } from './failure-note.tsx';
import { Icon } from './icon.tsx';
import classes from './query-panel.module.css';

interface QueryPanelProps<Data> {
  query: Pick<UseQueryResult<Data, ApiFailure>, 'data' | 'error' | 'isPlaceholderData' | 'refetch'>;
  /** Stands in the place, and in the size, of what comes. */
  loading: ReactNode;
  /** When given, data of which this is true show `empty` instead. */
  isEmpty?: (data: Data) => boolean;
  empty?: ReactNode;
  children: (data: Data) => ReactNode;
}

/**
 * Loading, error, empty, ready: the one place that decides which of the four a part shows.
 * Data that are there stay on the screen while others are fetched, and also when that fails.
 */
export function QueryPanel<Data>({ query, loading, isEmpty, empty, children }: QueryPanelProps<Data>) {
  const { t } = useTranslation();
  const { data, error, isPlaceholderData } = query;
  // The first data of many parts arrive together: drawn bit by bit, they never keep a finger waiting.
  const isDrawn = useDeferredValue(data !== undefined);
  if (data === undefined || !isDrawn) {
    if (error && data === undefined) return <FailureNote cause={causeOf(error)} onRetry={() => void query.refetch()} />;
    return (
      <div aria-busy="true" className={classes.waiting}>
        <VisuallyHidden>{t('page.loading')}</VisuallyHidden>
        {loading}
      </div>
    );
  }
  return (
    <div aria-busy={isPlaceholderData} className={classes.ready}>
      {error && (
        <p className={classes.keptOld} role="status">
          <Icon name="alert" /> {t('page.keptOld')}
        </p>
      )}
      {isEmpty?.(data) ? <div className={classes.empty}>{empty}</div> : children(data)}
    </div>
  );
}
