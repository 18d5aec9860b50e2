import { Skeleton } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { type SeriesDay, useTRPC, type WindowFilter } from '../../api/trpc.ts';
import { Panel } from '../../components/panel.tsx';
import { QueryPanel } from '../../components/query-panel.tsx';
import { DailyTable } from '../daily/daily-table.tsx';
import { accountStrips, toStripDay } from '../daily/strips.ts';
import classes from './evidence.module.css';

/** Orders stand beside them, because conversion is the one over the other. */
const visitStrips = accountStrips.filter(({ name }) => name !== 'gmv_cents');

/** Visits are made of no orders: they are told day by day, those of which nothing is known among them. */
export function VisitsPanel({ filter }: { filter: WindowFilter }) {
  const { t } = useTranslation();
  const trpc = useTRPC();
  const series = useQuery(trpc.overview.series.queryOptions(filter, { placeholderData: keepPreviousData }));
  return (
    <Panel title={t('passport.visitsByDay')}>
      <QueryPanel
        query={series}
        loading={<Skeleton height="12rem" />}
        isEmpty={({ days }) => days.every((day: SeriesDay) => day.visits === null)}
        empty={t('totals.noVisits')}
      >
        {({ days }) => (
          <div className={classes.days}>
            <DailyTable strips={visitStrips} days={days.map(toStripDay)} />
          </div>
        )}
      </QueryPanel>
    </Panel>
  );
}
