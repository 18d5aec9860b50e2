import { Skeleton } from '@mantine/core';
import { useIntersection } from '@mantine/hooks';
import { type CSSProperties, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { lazyOr } from '../../components/lazy-or.tsx';
import { Segments } from '../../components/segments.tsx';
import classes from './daily.module.css';
import type { DailyViewProps } from './daily-chart.tsx';
import { DailyTable } from './daily-table.tsx';

// The drawing library is as heavy as the rest of the page: it comes to whom comes near the drawing, which on a phone is two
// screens down. Without it the same days are there as a table.
const DailyChart = lazyOr<DailyViewProps>(async () => (await import('./daily-chart.tsx')).DailyChart, DailyTable);
/** Near enough that it is there when it is scrolled to. */
const NEAR = { rootMargin: '200px 0px' };

export type DaysViewName = 'chart' | 'table';

/** Drawn, or as a table. */
export function DaysViewPicker({ view, onChange }: { view: DaysViewName; onChange: (view: DaysViewName) => void }) {
  const { t } = useTranslation();
  return (
    <Segments
      label={t('daily.view')}
      value={view}
      onChange={onChange}
      options={[
        { value: 'chart', label: t('daily.chart') },
        { value: 'table', label: t('daily.table') },
      ]}
    />
  );
}

/** Numbers day by day; drawing and table are equally high, so that nothing below them moves. */
export function DaysView({ view, ...shown }: DailyViewProps & { view: DaysViewName }) {
  const { strips } = shown;
  const { ref, entry } = useIntersection<HTMLDivElement>(NEAR);
  const [wasNear, setWasNear] = useState(false);
  if (entry?.isIntersecting && !wasNear) setWasNear(true);
  return (
    <div className={classes.view} style={lowStrips(strips)} ref={ref}>
      {view === 'table' && <DailyTable {...shown} />}
      {view === 'chart' && !wasNear && <Skeleton height="100%" />}
      {view === 'chart' && wasNear && (
        <Suspense fallback={<Skeleton height="100%" />}>
          <DailyChart {...shown} />
        </Suspense>
      )}
    </div>
  );
}

/** The place of strips and their notes while the days are fetched. */
export function LoadingDays({ strips }: { strips: DailyViewProps['strips'] }) {
  return (
    <>
      <div className={classes.view} style={lowStrips(strips)}>
        <Skeleton height="100%" />
      </div>
      <div className={classes.notes} />
    </>
  );
}

/** Every strip but the first is low. */
function lowStrips(strips: DailyViewProps['strips']): CSSProperties {
  return { '--low': strips.length - 1 } as CSSProperties;
}
