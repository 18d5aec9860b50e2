import { BarChart } from '@mantine/charts';
import { useId, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { DayWindow } from '../../api/trpc.ts';
import { useFormatter } from '../../format/use-formatter.ts';
import { axisOf } from './axis-of.ts';
import classes from './daily.module.css';
import { DayBar, DayLevel } from './day-bar.tsx';
import { HatchPattern } from './hatch-pattern.tsx';
import { stretchesOf } from './stretches-of.ts';
import type { StripDay, StripModel } from './strips.ts';
import { useStripWords } from './use-strip-words.ts';

const AXIS_WIDTH = 76;
const AXIS_HEIGHT = 28;
/** Above the highest bar: room for the words over a stretch of days. */
const HEADROOM = 24;
/** Half a line, so that the numbers at the ends of the axis are not cut off. */
const MARGIN = 8;

interface DayStripProps {
  strip: StripModel;
  days: StripDay[];
  window: DayWindow;
  /** The day under the pointer, in any strip. */
  pointed: StripDay | null;
  onPoint: (index: number | null) => void;
  /** Only the last strip writes the days. */
  isLast: boolean;
}

/** One metric over the days. Its name and its reading stand on it; days that are not known are hatched, not empty. */
export function DayStrip({ strip, days, window, pointed, onPoint, isLast }: DayStripProps) {
  const { t } = useTranslation();
  const format = useFormatter();
  const hatchId = useId();
  const data = useMemo(
    () => days.map(({ date, state, values }) => ({ date, state, value: values[strip.name] ?? null })),
    [days, strip.name],
  );
  const axis = axisOf(strip.shape, data);
  const isTall = strip.size === 'tall';
  const { peak, summary } = useStripWords({ strip, days, window });
  return (
    <figure>
      <figcaption className={classes.caption}>
        <strong>{t(strip.label)}</strong>
        <span>{pointed ? <Reading day={pointed} strip={strip} /> : peak}</span>
      </figcaption>
      <BarChart
        role="img"
        aria-label={summary}
        className={classes[strip.size]}
        mod={{ last: isLast }}
        data={data}
        dataKey="date"
        series={[{ name: 'value', color: 'var(--bar)' }]}
        accessibilityLayer={false}
        tickLine="none"
        gridAxis="x"
        gridProps={{ syncWithTicks: true }}
        strokeDasharray="0"
        cursorFill="var(--rule)"
        gridColor="var(--rule)"
        textColor="var(--ink-soft)"
        barProps={{ shape: strip.shape === 'level' ? DayLevel : DayBar, minPointSize: 2 }}
        maxBarWidth={56}
        barChartProps={{
          syncId: 'days',
          syncMethod: 'index',
          barCategoryGap: '20%',
          margin: { top: MARGIN, right: 0, bottom: isLast ? 0 : MARGIN, left: 0 },
          onMouseMove: ({ activeTooltipIndex }) =>
            onPoint(
              activeTooltipIndex === undefined || activeTooltipIndex === null ? null : Number(activeTooltipIndex),
            ),
        }}
        tooltipProps={{ content: () => null }}
        withXAxis
        xAxisProps={{
          height: isLast ? AXIS_HEIGHT : 1,
          tick: isLast ? { transform: 'translate(0, 10)', fontSize: 12, fill: 'currentColor' } : false,
          tickFormatter: (date: string) => (isToday(days, date) ? t('daily.today') : format.day(date)),
          minTickGap: 16,
          axisLine: { stroke: 'var(--rule-strong)' },
        }}
        yAxisProps={{
          width: AXIS_WIDTH,
          tickCount: 3,
          interval: 0,
          allowDecimals: strip.hasFractions,
          ...axis,
          padding: { top: isTall ? HEADROOM : 0 },
          tickFormatter: (value: number) => strip.writeTick(format, value),
        }}
        referenceAreas={[
          // Later ones lie on top: an unknown day stays hatched within the provisional ones.
          ...stretchesOf(days, ({ state }) => state === 'provisional' || state === 'today').map(({ from, to }) => ({
            x1: from,
            x2: to,
            fill: 'var(--sunken)',
            fillOpacity: 1,
            strokeOpacity: 0,
            label: wordsAbove(isTall ? t('daily.provisional') : '', 'insideTopRight'),
          })),
          ...stretchesOf(days, ({ values }) => (values[strip.name] ?? null) === null).map(({ from, to, length }) => ({
            x1: from,
            x2: to,
            fill: `url(#${hatchId})`,
            fillOpacity: 1,
            strokeOpacity: 0,
            label: wordsAbove(isTall && length * 5 >= days.length ? t('daily.unknown') : '', 'insideTopLeft'),
          })),
        ]}
      >
        <HatchPattern id={hatchId} />
      </BarChart>
    </figure>
  );
}

const isToday = (days: readonly StripDay[], date: string) =>
  days.some((day) => day.date === date && day.state === 'today');

/** Words over a stretch of days, in the headroom, where no bar reaches. */
function wordsAbove(value: string, position: 'insideTopLeft' | 'insideTopRight') {
  return { value, position, dy: -HEADROOM };
}

/** The pointed day's value, and what may be said of it. */
function Reading({ day, strip }: { day: StripDay; strip: StripModel }) {
  const { t } = useTranslation();
  const format = useFormatter();
  const value = day.values[strip.name] ?? null;
  return (
    <>
      {format.day(day.date)}: <b>{value === null ? t('daily.unknown') : strip.write(format, value)}</b>
      {day.state === 'today' && ` · ${t('daily.todaySoFar')}`}
      {day.state === 'provisional' && ` · ${t('daily.provisional')}`}
    </>
  );
}
