import { Button, NativeSelect, Skeleton } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { causeOf } from '../../api/describe-failure.ts';
import { useTRPC } from '../../api/trpc.ts';
import { Icon } from '../../components/icon.tsx';
import { Panel } from '../../components/panel.tsx';
import { QueryPanel } from '../../components/query-panel.tsx';
import { useFormatter } from '../../format/use-formatter.ts';
import { useMayChange } from '../session/use-may-change.ts';
import { RunRow } from './run-row.tsx';
import classes from './runs.module.css';
import type { RunsView } from './runs-view.ts';
import { useRuns } from './use-runs.ts';

interface RunsPanelProps {
  view: RunsView;
  onChange: (change: Partial<RunsView>) => void;
}

/** The runs, newest first, each with what it brought, or why it did not. */
export function RunsPanel({ view, onChange }: RunsPanelProps) {
  const { t } = useTranslation();
  const format = useFormatter();
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const mayChange = useMayChange();
  const { data: session } = useQuery(trpc.session.get.queryOptions());
  const runs = useRuns(view);
  const onSettled = () => queryClient.invalidateQueries({ queryKey: trpc.jobs.pathKey() });
  const again = useMutation(trpc.jobs.again.mutationOptions({ onSettled }));
  const { day, onlyTroubled } = view;
  const isNarrowed = day !== null || onlyTroubled || view.jobType !== null;
  const aside = (
    <div className={classes.narrow}>
      {day !== null && (
        <Button variant="default" rightSection={<Icon name="close" />} onClick={() => onChange({ day: null })}>
          {t('runs.ofDay', { day: format.weekday(day) })}
        </Button>
      )}
      <NativeSelect
        aria-label={t('runs.situation')}
        value={onlyTroubled ? 'troubled' : ''}
        onChange={({ currentTarget }) => onChange({ onlyTroubled: currentTarget.value === 'troubled' })}
        data={[
          { value: '', label: t('runs.any') },
          { value: 'troubled', label: t('runs.troubled') },
        ]}
      />
    </div>
  );
  return (
    <Panel title={t('runs.list')} aside={aside}>
      {again.error && (
        <p className={classes.attention} role="alert">
          <Icon name="alert" /> {t('runs.notAgain')} {t(`failure.${causeOf(again.error)}`)}
        </p>
      )}
      <QueryPanel
        query={runs}
        loading={<Skeleton height="24rem" />}
        isEmpty={({ pages }) => pages.every((page) => page.runs.length === 0)}
        empty={t(isNarrowed ? 'runs.noMatch' : 'runs.empty')}
      >
        {({ pages }) => (
          <>
            <ul className={classes.rows}>
              {pages.flatMap((page) =>
                page.runs.map((run) => (
                  <RunRow
                    key={run.jobLogId}
                    run={run}
                    timeZone={session?.timeZone ?? null}
                    isAsking={again.isPending && again.variables.jobLogId === run.jobLogId}
                    onAgain={mayChange ? () => again.mutate({ jobLogId: run.jobLogId }) : null}
                  />
                )),
              )}
            </ul>
            {runs.hasNextPage && (
              <Button
                className={classes.more}
                variant="default"
                loading={runs.isFetchingNextPage}
                onClick={() => void runs.fetchNextPage()}
              >
                {t('runs.more')}
              </Button>
            )}
          </>
        )}
      </QueryPanel>
    </Panel>
  );
}
